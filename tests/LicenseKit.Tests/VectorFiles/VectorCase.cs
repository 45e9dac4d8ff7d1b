using System.Text.Json;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>A case as it stands in its document, and the rule that it tests.</summary>
/// <param name="Id">Unique among all cases.</param>
/// <param name="Type">What its group is of.</param>
/// <param name="Lines">Its members.</param>
internal sealed record VectorCase(string Id, string Type, VectorLines Lines)
{
    /// <summary>How most files are read.</summary>
    public static readonly VectorFile Usual = new("", "", []);

    /// <summary>The rule that it tests; null where none names it.</summary>
    public VectorRule? Rule { get; } = VectorRule.Of(Id);

    /// <summary>Every case that belongs to a rule.</summary>
    public static IReadOnlyList<VectorCase> All { get; } =
    [
        .. VectorIndex.Files.Select(f => new VectorCase(f.Name, "file", OfFile(f))),
        .. VectorCodes.All().Select(c =>
            new VectorCase($"typed-{Slug(c.What)}", "license-code", OfCode(c.Text, c.Product, c.Accepted, c.Key, c.What))),
        .. MessageCases.All(),
        .. HostileSignatures.RawKeys().Select(k => new VectorCase($"key-{k.Name}", "public-key", OfKey(k.Name, k.Key, k.What))),
    ];

    /// <summary>Private keys as they are stored, which no rule of licenses is about.</summary>
    public static IReadOnlyList<VectorCase> KeyFiles { get; } =
        [.. VectorKeyFiles.All.Select(f => new VectorCase($"stored-{Slug(f.What)}", "key-file", OfKeyFile(f)))];

    /// <summary>What a group of files says for all of them: how most are read.</summary>
    public static void WriteReading(Utf8JsonWriter json, VectorFile file, VectorFile? group = null)
    {
        if (group is null || file.Format != group.Format)
        {
            json.WriteString("format", file.Format);
        }

        if (group is null || !file.Roots.SequenceEqual(group.Roots))
        {
            WriteRoots(json, file);
        }

        if (group is null || file.Product != group.Product)
        {
            json.WriteString("product", file.Product);
        }

        if (group is null || file.Holder != group.Holder)
        {
            json.WriteString("holder", file.Holder is null ? null : VectorKeys.Key(file.Holder).PublicKey.X);
        }

        if (group is null || file.At != group.At)
        {
            json.WriteString("at", Instant(file.At));
        }
    }

    /// <summary>The root keys that are pinned.</summary>
    public static void WriteRoots(Utf8JsonWriter json, VectorFile file)
    {
        json.WriteStartArray("roots");
        foreach (var name in file.Roots)
        {
            WriteRoot(json, name);
        }

        json.WriteEndArray();
    }

    /// <summary>What it is called, and what it is.</summary>
    public static void Head(Utf8JsonWriter json, string id, string comment)
    {
        json.WriteString("id", id);
        json.WriteString("comment", comment);
    }

    /// <summary>Whether it is accepted, and the code where it is not.</summary>
    public static void Verdict(Utf8JsonWriter json, FaultCode fault)
    {
        json.WriteBoolean("accepted", fault == FaultCode.None);
        Optional(json, "fault", fault == FaultCode.None ? null : fault.Text());
    }

    /// <summary>Bytes as the pieces that follow each other.</summary>
    public static void WritePieces(Utf8JsonWriter json, string name, byte[] file)
    {
        json.WriteStartArray(name);
        foreach (var (bytes, times) in VectorPieces.Of(file))
        {
            if (times == 1)
            {
                json.WriteStringValue(bytes);
                continue;
            }

            json.WriteStartObject();
            json.WriteString("repeat", bytes);
            json.WriteNumber("times", times);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRoot(Utf8JsonWriter json, string name)
    {
        var (_, seed, from, to) = VectorKeys.All.First(k => k.Name == name);
        json.WriteStartObject();
        json.WriteString("key", Some.Key(seed).PublicKey.X);
        json.WriteString("from", from is { } f ? Instant(f) : null);
        json.WriteString("to", to is { } t ? Instant(t) : null);
        json.WriteEndObject();
    }

    private static VectorLines OfFile(VectorFile file)
    {
        var verdict = VectorIndex.Verify(file);
        var roots = file.Roots.Select(r => VectorKeys.Root(r).Key);
        var signatures = file.Format == "xml"
            ? XmlSignatureFacts.Of(file.Bytes, roots.First())
            : SignatureFacts.Of(file.Bytes, file.Fault, roots);
        return new VectorLines()
            .Line(json =>
            {
                Head(json, file.Name, file.What);
                WriteReading(json, file, Usual with { Format = file.Format });
                Verdict(json, file.Fault);
                VectorVerdict.Write(json, verdict);
            })
            .Line(json => VectorVerdict.WriteLicense(json, verdict))
            .Line(json => VectorVerdict.WriteEffective(json, verdict))
            .Line(json => VectorVerdict.WriteSignatures(json, signatures))
            .Line(json => WritePieces(json, "file", file.Bytes));
    }

    private static VectorLines OfCode(string text, string product, bool accepted, string? key, string what)
    {
        var read = LicenseCode.Read(text, product);
        var compared = key is null ? null : VectorKeys.Key(key).PublicKey;
        return new VectorLines()
            .Line(json => { Head(json, $"typed-{Slug(what)}", what); Verdict(json, accepted ? FaultCode.None : FaultCode.BadLicenseCode); })
            .Line(json =>
            {
                json.WriteString("text", text);
                json.WriteString("product", product);
                Optional(json, "canonical", read.Value?.ToString());
                if (read.Value is not null && compared is not null)
                {
                    json.WriteString("key", compared.X);
                    json.WriteBoolean("matches", read.Value.Matches(compared));
                }
            });
    }

    private static VectorLines OfKey(string name, byte[] key, string what) => new VectorLines().Line(json =>
    {
        Head(json, $"key-{name}", what);
        json.WriteBoolean("accepted", PublicKey.TryCreate(key, out _));
        json.WriteString("key", Base64UrlText.Encode(key));
    });

    private static VectorLines OfKeyFile(VectorKeyFile file) => new VectorLines()
        .Line(json =>
        {
            Head(json, $"stored-{Slug(file.What)}", file.What);
            Verdict(json, file.Fault);
            Optional(json, "key", StoredKey.Read(file.Text).Value?.PublicKey.X);
            Optional(json, "seed", file.Fault == FaultCode.None ? Convert.ToHexStringLower(VectorKeyFiles.Seed) : null);
        })
        .Line(json =>
        {
            json.WriteString("passphrase", file.Passphrase);
            json.WriteString("text", file.Text);
        });

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    internal static string Instant(long seconds) =>
        UnixTime.ToInstant(seconds).ToString("yyyy-MM-ddTHH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static string Slug(string what)
    {
        var words = new string([.. what.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]);
        return string.Join('-', words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
