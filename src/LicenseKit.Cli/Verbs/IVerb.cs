using System.CommandLine;
using LicenseKit.Cli.Output;

namespace LicenseKit.Cli.Verbs;

/// <summary>One verb: its options, and what it answers. A verb prints nothing itself.</summary>
internal interface IVerb
{
    Command Command { get; }

    /// <param name="parsed">The command line, without errors.</param>
    /// <param name="now"><c>--at</c>, or the clock; whole seconds.</param>
    Answer Run(ParseResult parsed, DateTimeOffset now);
}
