using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>An object of JSON on a few lines: a case shows in a diff as what it is.</summary>
internal sealed class VectorLines
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<string> _lines = [];

    /// <summary>One more line of members.</summary>
    public VectorLines Line(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        var line = Encoding.UTF8.GetString(stream.ToArray())[1..^1];
        if (line.Length > 0)
        {
            _lines.Add(line);
        }

        return this;
    }

    /// <summary>An array of objects, one a line.</summary>
    public VectorLines Lines(string name, IEnumerable<VectorLines> items)
    {
        _lines.Add($"\"{name}\":[\n{string.Join(",\n", items.Select(i => i.ToString("   ")))}]");
        return this;
    }

    /// <summary>The object, each line after the first indented by one more.</summary>
    public string ToString(string indent) => indent + "{" + string.Join($",\n{indent} ", _lines) + "}";
}
