using System.Text;
using System.Text.Json;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Chains;

/// <summary>The native format of a <c>.lic</c> file: JWS documents in JSON, root first.</summary>
/// <remarks>Closed world: <c>lk</c>, <c>chain</c> and <c>keys</c> only; at most 8 server licenses and one session license; at most 256 KiB.</remarks>
internal static class Bundle
{
    private const string Version = "license-bundle/1";

    private static readonly Dictionary<string, PublicKey> NoKeys = new(StringComparer.Ordinal);

    /// <summary>Marks of UTF-8 and UTF-16, white space, and the other half of a UTF-16 character.</summary>
    private static ReadOnlySpan<byte> BeforeXml => [0xef, 0xbb, 0xbf, 0xfe, 0xff, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n', 0];

    public static Outcome<LicenseFile> Read(ReadOnlyMemory<byte> file)
    {
        if (LicenseFile.TooLarge(file) is { } tooLarge)
        {
            return tooLarge;
        }

        if (BeginsLikeXml(file.Span))
        {
            return new LicenseFault(FaultCode.XmlNotAccepted, "The file is XML; here license files are accepted in the native format (JSON with JWS) only.",
                "Get the file in the native format, or have the program accept XML: 'verifier.Accept(XmlLicenses.Format)'.");
        }

        if (MarkOf(file.Span) is { } mark)
        {
            return new LicenseFault(FaultCode.NotABundle, $"The file is not a license bundle: it begins with the byte order mark of {mark}; a license file is JSON in UTF-8 without one.",
                "An editor or a shell saved it again: save it as UTF-8 without a byte order mark, or get the .lic file again from its issuer.");
        }

        try
        {
            return ReadMembers(file);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Malformed("it is not JSON in UTF-8");
        }
    }

    /// <summary>True when the first character is <c>&lt;</c>, in whatever encoding of Unicode.</summary>
    public static bool BeginsLikeXml(ReadOnlySpan<byte> file) => file.TrimStart(BeforeXml) is [(byte)'<', ..];

    public static byte[] Write(IEnumerable<string> chain, IEnumerable<KeyValuePair<string, PublicKey>> keys)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("lk"u8, Version);
            json.WriteStartArray("chain"u8);
            foreach (var link in chain)
            {
                json.WriteStringValue(link);
            }

            json.WriteEndArray();
            var entries = keys.ToArray();
            if (entries.Length > 0)
            {
                json.WriteStartObject("keys"u8);
                foreach (var (id, key) in entries)
                {
                    json.WriteString(id, key.X);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static Outcome<LicenseFile> ReadMembers(ReadOnlyMemory<byte> file)
    {
        var json = new Utf8JsonReader(file.Span, new JsonReaderOptions { MaxDepth = 4 });
        var version = (string?)null;
        List<SignedDocument>? links = null;
        Dictionary<string, PublicKey>? keys = null;
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return Malformed("it is not a JSON object");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("lk"u8) && version is null)
            {
                json.Read();
                version = json.TokenType != JsonTokenType.String ? "" : json.ValueTextEquals(Version) ? Version : json.GetString();
            }
            else if (json.ValueTextEquals("chain"u8) && links is null)
            {
                links = [];
                if (!ReadLinks(ref json, file, links))
                {
                    return Malformed("'chain' is not a list of compact documents");
                }
            }
            else if (json.ValueTextEquals("keys"u8) && keys is null)
            {
                keys = new(StringComparer.Ordinal);
                if (ReadKeys(ref json, keys) is { } fault)
                {
                    return fault;
                }
            }
            else
            {
                return Malformed($"member '{Names.Shown(json.GetString()!)}' is unknown or comes twice");
            }
        }

        if (json.Read())
        {
            return Malformed("something follows its end");
        }

        if (version != Version || links is null)
        {
            return Malformed(version is null || links is null ? "'lk' or 'chain' is missing" : $"'lk' is '{Names.Shown(version)}', not '{Version}'");
        }

        return links.Count is 0 or > LicenseFile.MaxServers + 1
            ? LicenseFile.WrongLength(links.Count)
            : new LicenseFile(links, keys ?? NoKeys);
    }

    private static bool ReadLinks(ref Utf8JsonReader json, ReadOnlyMemory<byte> file, List<SignedDocument> links)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.String && !json.ValueIsEscaped)
        {
            if (links.Count <= LicenseFile.MaxServers + 1) // one too many tells; no room is made for tens of thousands
            {
                links.Add(new JwsDocument(file.Slice((int)json.TokenStartIndex + 1, json.ValueSpan.Length)));
            }
        }

        return json.TokenType == JsonTokenType.EndArray;
    }

    private static LicenseFault? ReadKeys(ref Utf8JsonReader json, Dictionary<string, PublicKey> keys)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return Malformed("'keys' is not an object");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var id = json.GetString()!;
            json.Read();
            if (json.TokenType != JsonTokenType.String || !PublicKey.TryCreate(json.GetString()!, out var key))
            {
                return new(FaultCode.BadKey, $"The key of '{Names.Shown(id)}' in 'keys' is not an Ed25519 key that may be used.", "Get the file again from its issuer.");
            }

            if (!keys.TryAdd(id, key) || keys.Count > LicenseFile.MaxServers)
            {
                return Malformed($"'keys' names '{Names.Shown(id)}' twice, or has more than {LicenseFile.MaxServers} entries");
            }
        }

        return null;
    }

    private static string? MarkOf(ReadOnlySpan<byte> file) => file switch
    {
        [0xef, 0xbb, 0xbf, ..] => "UTF-8",
        [0xff, 0xfe, ..] or [0xfe, 0xff, ..] => "UTF-16",
        _ => null,
    };

    private static LicenseFault Malformed(string what) =>
        new(FaultCode.NotABundle, $"The file is not a license bundle: {what}.", "Get the .lic file again from its issuer; send it as an attachment, not as text.");
}
