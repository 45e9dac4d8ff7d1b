using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Testing;

/// <summary>One vector: the bytes of a file, how it is read, and what must be said of it.</summary>
public sealed class Vector
{
    private readonly JsonElement _entry;
    private readonly Lazy<byte[]> _bytes;

    internal Vector(JsonElement entry, IReadOnlyDictionary<string, RootKey> keys, Func<string, byte[]> read)
    {
        _entry = entry;
        File = Required("file");
        Roots = [.. entry.GetProperty("roots").EnumerateArray().Select(name => keys[name.GetString()!])];
        Holder = Text("holder") is { } holder ? keys[holder].Key : null;
        _bytes = new(() => read(File));
    }

    /// <summary>The path below <c>tests/vectors</c>.</summary>
    public string File { get; }

    /// <summary><c>jws</c> or <c>xml</c>.</summary>
    public string Format => Required("format");

    /// <summary>What it is, in one sentence.</summary>
    public string What => Required("what");

    /// <summary>The root keys that the reader pins.</summary>
    public IReadOnlyList<RootKey> Roots { get; }

    /// <summary>The product that the reader asks for; null = any.</summary>
    public string? Product => Text("product");

    /// <summary>The installation that reads; null = the right one.</summary>
    public PublicKey? Holder { get; }

    /// <summary>When it is read.</summary>
    public DateTimeOffset At => _entry.GetProperty("at").GetDateTimeOffset();

    /// <summary>Whether it must be accepted.</summary>
    public bool Accepted => _entry.GetProperty("accepted").GetBoolean();

    /// <summary>The code of the refusal, as text (<c>LK1007</c>); null when it is accepted.</summary>
    public string? Fault => Text("fault");

    /// <summary>The id of the license that the refusal names; null where it names none.</summary>
    public string? Link => Text("link");

    /// <summary>The standing of an accepted file (<c>good</c>, <c>grace</c> …); null when it is refused.</summary>
    public string? Standing => Text("standing");

    /// <summary>The whole entry of the index, with license, effective seats and signatures.</summary>
    public JsonElement Entry => _entry;

    /// <summary>The bytes of the file.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.Value;

    /// <summary>Reads the file as the vector says, in either encoding.</summary>
    public Verdict Verify() => new Verifier(Product, Roots).Accept(XmlLicenses.Format).Verify(Bytes, At, Holder);

    /// <summary>The path and what it is.</summary>
    public override string ToString() => $"{File}: {What}";

    private string Required(string name) => _entry.GetProperty(name).GetString()!;

    private string? Text(string name) => _entry.GetProperty(name).GetString();
}
