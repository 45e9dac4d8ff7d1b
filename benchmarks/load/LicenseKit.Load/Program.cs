using System.Globalization;
using LicenseKit.Benchmarks;
using LicenseKit.Load;

const string usage = """
    serve  --data FOLDER [--signer-delay MS] [--seconds N]   a license server with the baselines; one JSON line when it is ready
    fill   --data FOLDER --count N --sample N --out FILE     stores N live sessions; ids and secrets of a sample go to a file
    renew  --url SESSIONS --from FILE                        renews each session of the file once
    fsync  --data FOLDER [--count N]                         "p50 p99" of an fsync of 4 KiB, in microseconds
    report --from FILE --command TEXT [--results FOLDER]     the table of a run
    """;

List<string> arguments = [.. args.Skip(1)];
return (args.Length > 0 ? args[0] : "") switch
{
    "serve" => await Server.RunAsync(Text("--data"), Number("--signer-delay", 0), Number("--seconds", 1800)),
    "fill" => await Fill.RunAsync(Text("--data"), Number("--count"), Number("--sample"), Text("--out")),
    "renew" => await FirstRenewals.RunAsync(Text("--url"), Text("--from")),
    "fsync" => FsyncProbe.Run(Text("--data"), Number("--count", 200)),
    "report" => Report.Run(Text("--from"), Text("--command"), Arguments.Take(arguments, "--results", withValue: true)),
    _ => Usage(),
};

string Text(string option) => Arguments.Take(arguments, option, withValue: true) ?? throw Missing(option);

int Number(string option, int? otherwise = null) =>
    Arguments.Take(arguments, option, withValue: true) is { } text ? int.Parse(text, CultureInfo.InvariantCulture)
    : otherwise ?? throw Missing(option);

static InvalidOperationException Missing(string option) => new($"{option} is missing.");

static int Usage()
{
    Console.Error.WriteLine(usage);
    return 2;
}
