using System.Globalization;
using BenchmarkDotNet.Running;
using LicenseKit.Benchmarks;

var arguments = new List<string>(args);
if (arguments is ["--make-files", var target, var count, var links])
{
    return ManyFiles.Make(target, int.Parse(count, CultureInfo.InvariantCulture), int.Parse(links, CultureInfo.InvariantCulture));
}

if (arguments is ["--time-signatures", var source])
{
    return ManyFiles.TimeSignatures(source);
}

var results = Arguments.Take(arguments, "--results", withValue: true);
if (Arguments.Take(arguments, "--bounds") is not null)
{
    return Bounds.Run(results, isShort: Arguments.Take(arguments, "--short") is not null) ? 0 : 1;
}

if (Arguments.Take(arguments, "--memory") is not null)
{
    return SessionMemory.Run(results, isShort: Arguments.Take(arguments, "--short") is not null) ? 0 : 1;
}

if (Arguments.Take(arguments, "--paired") is not null)
{
    return Pairs.Run(results, Arguments.Take(arguments, "--only", withValue: true), isShort: Arguments.Take(arguments, "--short") is not null);
}

var config = Arguments.Take(arguments, "--short") is not null ? Plan.Short() : Plan.Full();
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Plan).Assembly).Run([.. arguments], config).ToArray();
foreach (var summary in summaries)
{
    Results.Write(results, summary);
}

return summaries.Length > 0 && summaries.All(s => !s.HasCriticalValidationErrors && s.Reports.Length > 0 && s.Reports.All(r => r.Success)) ? 0 : 1;
