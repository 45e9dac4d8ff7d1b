using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LicenseKit.Cli.Output;

/// <summary>What a verb answers: an exit code, and one content in two forms, for programs and for people.</summary>
/// <param name="print">Prints it (as JSON?, output, error) and gives the exit code.</param>
internal sealed class Answer(Func<bool, TextWriter, TextWriter, int> print)
{
    public static readonly JsonWriterOptions JsonOptions = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A "no" of the whole verb: on standard error for people.</summary>
    public static Answer Of(LicenseFault fault, int exitCode) => Of(exitCode, json => json.Fault(fault), output => output.Fault(fault), isFault: true);

    public static implicit operator Answer(LicenseFault fault) => Of(fault, ExitOf(fault));

    /// <summary>A yes: members beside <c>"fault": null</c>.</summary>
    public static Answer Made(Action<Utf8JsonWriter> members, Action<TextOutput> text) => Of(CommandLine.Done, json =>
    {
        json.Fault(null);
        members(json);
    }, text);

    /// <summary>A "no" about a license file, with what can be shown of its chain.</summary>
    public static Answer Refused(string file, LicenseFault fault, IReadOnlyList<ChainLink> chain) => Of(ExitOf(fault), json =>
    {
        json.Fault(fault);
        json.WriteString("file"u8, file);
        json.Chain(chain);
    }, output =>
    {
        output.Line($"{file}: refused", Severity.Error);
        output.Fault(fault);
        output.Chain(chain);
    }, isFault: true);

    /// <summary>An answer that is a JSON array for programs.</summary>
    public static Answer Array(Action<Utf8JsonWriter> elements, Action<TextOutput> text) => new((asJson, output, _) =>
    {
        Print(asJson, output, output, json =>
        {
            json.WriteStartArray();
            elements(json);
            json.WriteEndArray();
        }, text);
        return CommandLine.Done;
    });

    /// <summary>2 only where a file could not be opened.</summary>
    public static int ExitOf(LicenseFault fault) => fault.Code == FaultCode.FileUnreadable ? CommandLine.Wrong : CommandLine.Refused;

    public int Print(bool asJson, TextWriter output, TextWriter error) => print(asJson, output, error);

    /// <summary>The same JSON in ASCII, whatever encoding the terminal has: other characters stand only in texts, where an escape means the same.</summary>
    public static string Ascii(ReadOnlySpan<byte> json)
    {
        if (System.Text.Ascii.IsValid(json))
        {
            return Encoding.ASCII.GetString(json);
        }

        var ascii = new StringBuilder(json.Length + 64);
        foreach (var c in Encoding.UTF8.GetString(json))
        {
            _ = char.IsAscii(c) ? ascii.Append(c) : ascii.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return ascii.ToString();
    }

    private static Answer Of(int exitCode, Action<Utf8JsonWriter> json, Action<TextOutput> text, bool isFault = false) => new((asJson, output, error) =>
    {
        Print(asJson, output, isFault ? error : output, writer =>
        {
            writer.WriteStartObject();
            json(writer);
            writer.WriteEndObject();
        }, text);
        return exitCode;
    });

    private static void Print(bool asJson, TextWriter output, TextWriter people, Action<Utf8JsonWriter> json, Action<TextOutput> text)
    {
        if (!asJson)
        {
            text(new TextOutput(people, ConsoleCapabilities.Of(people)));
            return;
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, JsonOptions))
        {
            json(writer);
        }

        output.Write(Ascii(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        output.Write('\n');
    }
}
