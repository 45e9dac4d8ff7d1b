using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Stages;
using LicenseKit.Xml;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Writes <c>index.json</c>: one line a case, so that a change shows as what it is.</summary>
internal static class VectorIndex
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<VectorFile> Files { get; } =
    [
        .. GoodFiles.All(), .. XmlFiles.Good(), .. XmlSpellingFiles.Good(), .. HostileShapes.All(), .. HostileHeaders.All(), .. HostileSignatures.All(), .. HostileJson.All(), .. HostileContents.All(), .. TextFiles.All(), .. UrlFiles.All(), .. HostileChains.All(), .. HostileGrants.All(), .. XmlFiles.Hostile(), .. XmlCharacterFiles.Hostile(), .. XmlSpellingFiles.Hostile(),
    ];

    public static Verdict Verify(VectorFile file) =>
        new Verifier(file.Product, [.. file.Roots.Select(VectorKeys.Root)]).Accept(XmlLicenses.Format).Verify(file.Bytes, Some.At(file.At), file.Holder is null ? null : VectorKeys.Key(file.Holder).PublicKey);

    public static string Write()
    {
        var text = new StringBuilder("{\n\"vectors\":\"licensekit-vectors/1\",\n\"product\":\"").Append(Some.Product).Append("\",\n\"keys\":{\n");
        text.AppendJoin(",\n", VectorKeys.All.Select(k => $"\"{k.Name}\":" + Line(json => WriteKey(json, k.Seed, k.From, k.To)))).Append("},\n\"files\":[\n");
        text.AppendJoin(",\n", Files.Select(f => Line(json => WriteFile(json, f)))).Append("],\n\"codes\":[\n");
        text.AppendJoin(",\n", VectorCodes.All().Select(c => Line(json => WriteCode(json, c.Text, c.Product, c.Key, c.What)))).Append("],\n\"keyCases\":[\n");
        text.AppendJoin(",\n", HostileSignatures.BadKeys().Select(k => (k.Key, k.What)).Append((Some.Root.PublicKey.Bytes.ToArray(), "a good key")).Append((new byte[31], "31 bytes")).Append((new byte[33], "33 bytes"))
            .Select(k => Line(json => WriteKeyCase(json, k.Item1, k.Item2)))).Append("],\n\"keyFiles\":[\n");
        text.AppendJoin(",\n", VectorKeyFiles.All.Select(f => Line(json => WriteKeyFile(json, f))));
        return text.Append("]\n}\n").ToString();
    }

    private static void WriteKey(Utf8JsonWriter json, byte seed, long? from, long? to)
    {
        var key = Some.Key(seed).PublicKey;
        json.WriteString("seed", Convert.ToHexStringLower([.. Enumerable.Repeat(seed, 32)]));
        json.WriteString("x", key.X);
        json.WriteString("kid", key.Thumbprint);
        json.WriteString("pem", key.ToPem());
        json.WriteString("from", from is { } f ? Instant(f) : null);
        json.WriteString("to", to is { } t ? Instant(t) : null);
    }

    private static void WriteFile(Utf8JsonWriter json, VectorFile file)
    {
        var verdict = Verify(file);
        json.WriteString("file", file.Path);
        json.WriteString("format", file.Format);
        json.WriteString("what", file.What);
        json.WriteStartArray("roots");
        Array.ForEach(file.Roots, json.WriteStringValue);
        json.WriteEndArray();
        json.WriteString("product", file.Product);
        json.WriteString("holder", file.Holder);
        json.WriteString("at", Instant(file.At));
        json.WriteBoolean("accepted", file.Fault == FaultCode.None);
        json.WriteString("fault", file.Fault == FaultCode.None ? null : file.Fault.Text());
        json.WriteString("link", verdict.Fault?.Link);
        json.WriteString("standing", verdict.Fault is null ? verdict.Standing.Text : null);
        WriteLicense(json, verdict);
        WriteEffective(json, verdict);
        var roots = file.Roots.Select(r => VectorKeys.Root(r).Key);
        WriteSignatures(json, file.Format == "xml" ? XmlSignatureFacts.Of(file.Bytes, roots.First()) : SignatureFacts.Of(file.Bytes, file.Fault, roots));
    }

    private static void WriteLicense(Utf8JsonWriter json, Verdict verdict)
    {
        if (verdict.License is not { } license)
        {
            json.WriteNull("license");
            return;
        }

        json.WriteStartObject("license");
        json.WriteString("id", license.Id);
        json.WriteNumber("serial", license.Serial);
        json.WriteString("client", license.Client);
        json.WriteString("state", ServerLicenseWriter.Name(license.State));
        json.WriteString("notBefore", Instant(UnixTime.Of(license.NotBefore)));
        json.WriteString("expires", Instant(UnixTime.Of(license.Expires)));
        json.WriteNumber("oem", license.Oem);
        json.WriteNumber("maxLicenses", Limit.ToWire(license.MaxLicenses));
        json.WriteNumber("maxDuration", Limit.ToWire(license.MaxDuration));
        json.WriteString("sha256", license.ContentHash);
        json.WriteNumber("links", verdict.Chain!.Links.Count);
        json.WriteString("session", verdict.SessionLicense?.Id);
        json.WriteEndObject();
    }

    /// <summary>The leaf's own allowance then, and of each kind the most that fits every link; nothing where the standing grants nothing.</summary>
    private static void WriteEffective(Utf8JsonWriter json, Verdict verdict)
    {
        if (verdict.Chain is not { } chain)
        {
            json.WriteNull("effective");
            return;
        }

        var own = Timeline.Of(chain.Leaf).At(verdict.At);
        var kinds = chain.Leaf.Seats.Kinds;
        var grants = verdict.Standing.Serves || verdict.Standing.Standing == Standing.NotActivated;
        json.WriteStartObject("effective");
        WriteCounts(json, "seats", [.. kinds.Select(k => (k, own[k])), (Seats.GenericName, own.Generic)]);
        WriteCounts(json, "most", [.. kinds.Select(k => (k, grants ? chain.Rights.Most(k, verdict.At) : 0))]);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IEnumerable<(string Kind, long Count)> counts)
    {
        json.WriteStartObject(name);
        foreach (var (kind, count) in counts)
        {
            json.WriteNumber(kind, Limit.ToWire(count));
        }

        json.WriteEndObject();
    }

    private static void WriteSignatures(Utf8JsonWriter json, IReadOnlyList<SignatureFacts>? signatures)
    {
        if (signatures is null)
        {
            json.WriteNull("signatures");
            return;
        }

        json.WriteStartArray("signatures");
        for (var i = 0; i < signatures.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("link", i);
            json.WriteString("type", signatures[i].Type);
            json.WriteString("key", signatures[i].Key is { } key ? Base64UrlText.Encode(key) : null);
            json.WriteBoolean("header", signatures[i].Header);
            json.WriteBoolean("valid", signatures[i].Valid);
            json.WriteBoolean("smallOrder", signatures[i].SmallOrder);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCode(Utf8JsonWriter json, string text, string product, string? key, string what)
    {
        var read = LicenseCode.Read(text, product);
        json.WriteString("what", what);
        json.WriteString("text", text);
        json.WriteString("product", product);
        json.WriteBoolean("accepted", read.Value is not null);
        json.WriteString("canonical", read.Value?.ToString());
        json.WriteString("key", key is null ? null : VectorKeys.Key(key).PublicKey.X);
        if (key is null || read.Value is null)
        {
            json.WriteNull("matches");
        }
        else
        {
            json.WriteBoolean("matches", read.Value.Matches(VectorKeys.Key(key).PublicKey));
        }

        json.WriteString("fault", read.Fault?.Code.Text());
    }

    private static void WriteKeyCase(Utf8JsonWriter json, byte[] key, string what)
    {
        json.WriteString("x", Base64UrlText.Encode(key));
        json.WriteString("hex", Convert.ToHexStringLower(key));
        json.WriteBoolean("accepted", PublicKey.TryCreate(key, out _));
        json.WriteString("what", what);
    }

    private static void WriteKeyFile(Utf8JsonWriter json, VectorKeyFile file)
    {
        var accepted = file.Fault == FaultCode.None;
        json.WriteString("what", file.What);
        json.WriteString("text", file.Text);
        json.WriteString("passphrase", file.Passphrase);
        json.WriteBoolean("accepted", accepted);
        json.WriteString("fault", accepted ? null : file.Fault.Text());
        json.WriteString("x", StoredKey.Read(file.Text).Value?.PublicKey.X);
        json.WriteString("seed", accepted ? Convert.ToHexStringLower(VectorKeyFiles.Seed) : null);
    }

    private static string Line(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Instant(long seconds) => UnixTime.ToInstant(seconds).ToString("yyyy-MM-ddTHH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
