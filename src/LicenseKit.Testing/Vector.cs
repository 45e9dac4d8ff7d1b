using System.Buffers.Text;
using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Testing;

/// <summary>One vector: the bytes of a file, how it is read, and what must be said of it.</summary>
public sealed class Vector
{
    private readonly JsonElement _group;
    private readonly JsonElement _entry;
    private readonly Lazy<byte[]> _bytes;

    internal Vector(JsonElement group, JsonElement entry)
    {
        _group = group;
        _entry = entry;
        Roots = [.. Member("roots")!.Value.EnumerateArray().Select(Root)];
        Holder = Text("holder") is { } holder ? Key(holder) : null;
        _bytes = new(() => [.. entry.GetProperty("file").EnumerateArray().SelectMany(Piece)]);
    }

    /// <summary>Its id, unique among all vectors.</summary>
    public string Id => Text("id")!;

    /// <summary>The rule of <c>docs/file-format.md</c> that it tests (<c>LF-7.6</c>).</summary>
    public string Rule => Text("rule")!;

    /// <summary>What it is, in one sentence.</summary>
    public string Comment => Text("comment")!;

    /// <summary><c>jws</c> or <c>xml</c>.</summary>
    public string Format => Text("format")!;

    /// <summary>The path of it as a single file: <c>good/chain-1.lic</c>, <c>hostile/xml-html.xml</c>.</summary>
    public string File => $"{(Accepted ? "good" : "hostile")}/{Id}.{(Format == "xml" ? "xml" : "lic")}";

    /// <summary>The root keys that the reader pins.</summary>
    public IReadOnlyList<RootKey> Roots { get; }

    /// <summary>The product that the reader asks for; null = any.</summary>
    public string? Product => Text("product");

    /// <summary>The installation that reads; null = the right one.</summary>
    public PublicKey? Holder { get; }

    /// <summary>When it is read.</summary>
    public DateTimeOffset At => Member("at")!.Value.GetDateTimeOffset();

    /// <summary>Whether it must be accepted.</summary>
    public bool Accepted => Member("accepted")!.Value.GetBoolean();

    /// <summary>The code of the refusal, as text (<c>LK1007</c>); null when it is accepted.</summary>
    public string? Fault => Text("fault");

    /// <summary>The id of the license that the refusal names; null where it names none.</summary>
    public string? Link => Text("link");

    /// <summary>The standing of an accepted file (<c>good</c>, <c>grace</c> …); null when it is refused.</summary>
    public string? Standing => Text("standing");

    /// <summary>The case as it stands in its document, with license, effective seats and signatures.</summary>
    public JsonElement Entry => _entry;

    /// <summary>The bytes of the file.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.Value;

    /// <summary>Reads the file as the vector says, in either encoding.</summary>
    public Verdict Verify() => new Verifier(Product, Roots).Accept(XmlLicenses.Format).Verify(Bytes, At, Holder);

    /// <summary>The path and what it is.</summary>
    public override string ToString() => $"{File}: {Comment}";

    private static IEnumerable<byte> Piece(JsonElement piece) => piece.ValueKind == JsonValueKind.String
        ? Base64Url.DecodeFromChars(piece.GetString())
        : Enumerable.Repeat(piece.GetProperty("repeat"), piece.GetProperty("times").GetInt32()).SelectMany(Piece);

    private static RootKey Root(JsonElement root)
    {
        DateTimeOffset? Instant(string name) =>
            root.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? text.GetDateTimeOffset() : null;
        return new RootKey(Key(root.GetProperty("key").GetString()!), Instant("from"), Instant("to"));
    }

    private static PublicKey Key(string x) =>
        PublicKey.TryCreate(x, out var key) ? key : throw new InvalidOperationException($"Key '{x}' of a vector cannot be used.");

    /// <summary>A member of the case, or else of its group; null where neither has it.</summary>
    private JsonElement? Member(string name) =>
        _entry.TryGetProperty(name, out var own) ? own : _group.TryGetProperty(name, out var shared) ? shared : null;

    private string? Text(string name) => Member(name)?.GetString();
}
