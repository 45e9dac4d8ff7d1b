using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LicenseKit.Cli.Output;

/// <summary>Entries that are made and written out on all processors, and printed in the order asked for while others are still made.</summary>
/// <remarks>Memory is bounded by a few slices a processor, however many entries there are. The highest exit code counts.</remarks>
internal sealed class Listing<T>(string name, IReadOnlyList<T> items, Func<T, IEntry> make)
{
    private const int SliceLength = 32;
    private const int SlicesAhead = 8;

    public Answer ToAnswer() => new((asJson, output, _) => Print(asJson, output));

    private int Print(bool asJson, TextWriter output)
    {
        var capabilities = asJson ? new ConsoleCapabilities(false, false) : ConsoleCapabilities.Of(output);
        var exit = CommandLine.Done;
        output.Write(asJson ? $"{{\n  \"{name}\": [" : "");
        foreach (var slice in InOrder(from => asJson ? ToJson(from) : ToText(from, capabilities)))
        {
            exit = Math.Max(exit, slice.ExitCode);
            output.Write(slice.Text);
        }

        output.Write(asJson ? "\n  ]\n}\n" : "");
        return exit;
    }

    private IEnumerable<Slice> InOrder(Func<int, Slice> make)
    {
        var ahead = new Queue<Task<Slice>>();
        var alone = Environment.ProcessorCount == 1 || items.Count <= SliceLength;
        for (var from = 0; from < items.Count; from += SliceLength)
        {
            if (alone)
            {
                yield return make(from);
                continue;
            }

            if (ahead.Count == SlicesAhead * Environment.ProcessorCount)
            {
                yield return ahead.Dequeue().GetAwaiter().GetResult();
            }

            var first = from;
            ahead.Enqueue(Task.Run(() => make(first)));
        }

        while (ahead.TryDequeue(out var next))
        {
            yield return next.GetAwaiter().GetResult();
        }
    }

    private Slice ToJson(int from)
    {
        var bytes = new ArrayBufferWriter<byte>(32 * 1024);
        using var json = new Utf8JsonWriter(bytes, Answer.JsonOptions);
        // The writer indents and separates as within the whole document, whose start is left out.
        json.WriteStartObject();
        json.WriteStartArray(name);
        json.Flush();
        var start = bytes.WrittenCount;
        var exit = Each(from, entry => entry.Write(json));
        json.Flush();
        return new((from == 0 ? "" : ",") + Answer.Ascii(bytes.WrittenSpan[start..]), exit);
    }

    private Slice ToText(int from, ConsoleCapabilities capabilities)
    {
        var text = new StringBuilder(16 * 1024);
        using var writer = new StringWriter(text, System.Globalization.CultureInfo.InvariantCulture);
        var output = new TextOutput(writer, capabilities);
        var exit = Each(from, entry => entry.Write(output));
        return new(text.ToString(), exit);
    }

    private int Each(int from, Action<IEntry> write)
    {
        var exit = CommandLine.Done;
        for (var i = from; i < items.Count && i < from + SliceLength; i++)
        {
            var entry = make(items[i]);
            write(entry);
            exit = Math.Max(exit, entry.ExitCode);
        }

        return exit;
    }

    private sealed record Slice(string Text, int ExitCode);
}
