using System.Text.Json;
using LicenseKit.Signing;

namespace LicenseKit.Testing;

/// <summary>The published test vectors: good and hostile files with the verdict that every reader must give, as in <c>tests/vectors</c>.</summary>
public static class Vectors
{
    private static readonly Lazy<JsonElement> Document = new(() =>
    {
        using var index = JsonDocument.Parse(Read("index.json"));
        return index.RootElement.Clone();
    });

    private static readonly Lazy<IReadOnlyList<Vector>> Files = new(() =>
    {
        var keys = Document.Value.GetProperty("keys").EnumerateObject().ToDictionary(k => k.Name, Key, StringComparer.Ordinal);
        return [.. Document.Value.GetProperty("files").EnumerateArray().Select(f => new Vector(f, keys, Read))];
    });

    /// <summary>All vectors, good ones first.</summary>
    public static IReadOnlyList<Vector> All => Files.Value;

    /// <summary>Those that must be accepted.</summary>
    public static IEnumerable<Vector> Good => All.Where(v => v.Accepted);

    /// <summary>Those that must be refused.</summary>
    public static IEnumerable<Vector> Hostile => All.Where(v => !v.Accepted);

    /// <summary>The whole index, with the License Codes, public keys and private key files that have no file of their own.</summary>
    public static JsonElement Index => Document.Value;

    private static RootKey Key(JsonProperty key)
    {
        DateTimeOffset? Instant(string name) => key.Value.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? text.GetDateTimeOffset() : null;
        return PublicKey.TryCreate(key.Value.GetProperty("x").GetString()!, out var found)
            ? new RootKey(found, Instant("from"), Instant("to"))
            : throw new InvalidOperationException($"Key '{key.Name}' of the index cannot be used.");
    }

    private static byte[] Read(string path)
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream("vectors/" + path)
            ?? throw new InvalidOperationException($"Vector '{path}' is not in the package.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
