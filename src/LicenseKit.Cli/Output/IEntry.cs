using System.Text.Json;

namespace LicenseKit.Cli.Output;

/// <summary>One of many that a verb answers with, in both forms.</summary>
internal interface IEntry
{
    int ExitCode { get; }

    void Write(Utf8JsonWriter json);

    void Write(TextOutput output);
}
