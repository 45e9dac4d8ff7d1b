using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LicenseKit.Cli.Output;

/// <summary>What a verb answers: an exit code, and one content in two forms, for programs and for people.</summary>
internal sealed class Answer(int exitCode, Action<Utf8JsonWriter> json, Action<Paper> text, bool isFault = false)
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public int ExitCode { get; } = exitCode;

    /// <summary>A "no" of the whole verb: on standard error for people.</summary>
    public static Answer Of(LicenseFault fault, int exitCode) =>
        new(exitCode, json => json.Fault(fault), paper => paper.Fault(fault), isFault: true);

    public static implicit operator Answer(LicenseFault fault) => Of(fault, ExitOf(fault));

    /// <summary>A yes: members beside <c>"fault": null</c>.</summary>
    public static Answer Made(Action<Utf8JsonWriter> members, Action<Paper> text) => new(CommandLine.Done, json =>
    {
        json.Fault(null);
        members(json);
    }, text);

    /// <summary>2 only where a file could not be opened.</summary>
    public static int ExitOf(LicenseFault fault) => fault.Code == FaultCode.FileUnreadable ? CommandLine.Wrong : CommandLine.Refused;

    public void Print(bool asJson, TextWriter output, TextWriter error)
    {
        if (!asJson)
        {
            text(new Paper(isFault ? error : output));
            return;
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            json(writer);
            writer.WriteEndObject();
        }

        output.Write(Ascii(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length)));
        output.Write('\n');
    }

    /// <summary>The same JSON in ASCII, whatever encoding the terminal has: other characters stand only in texts, where an escape means the same.</summary>
    private static string Ascii(string json)
    {
        if (System.Text.Ascii.IsValid(json))
        {
            return json;
        }

        var ascii = new StringBuilder(json.Length + 64);
        foreach (var c in json)
        {
            _ = char.IsAscii(c) ? ascii.Append(c) : ascii.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return ascii.ToString();
    }
}
