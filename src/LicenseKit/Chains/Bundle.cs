using System.Text;
using System.Text.Json;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Chains;

/// <summary>The outer shape of a <c>.lic</c> file, root first: nothing in it is trusted yet.</summary>
/// <remarks>Closed world: <c>lk</c>, <c>chain</c> and <c>keys</c> only; at most 8 server licenses and one session license; at most 256 KiB.</remarks>
internal sealed class Bundle
{
    public const int MaxBytes = 256 * 1024;
    public const int MaxServers = 8;
    private const string Version = "license-bundle/1";

    private static readonly Dictionary<string, PublicKey> NoKeys = new(StringComparer.Ordinal);

    private Bundle(IReadOnlyList<ReadOnlyMemory<byte>> links, IReadOnlyDictionary<string, PublicKey> keys)
    {
        Links = links;
        Keys = keys;
    }

    /// <summary>The documents in compact form, root first.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Links { get; }

    /// <summary>License id → key of the holder that is bound by License Code.</summary>
    public IReadOnlyDictionary<string, PublicKey> Keys { get; }

    public static Outcome<Bundle> Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length > MaxBytes)
        {
            return new LicenseFault(FaultCode.TooLarge, $"The file has {file.Length} bytes; a license bundle has at most {MaxBytes}.", "Check that this is a .lic file.");
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

    private static Outcome<Bundle> ReadMembers(ReadOnlyMemory<byte> file)
    {
        var json = new Utf8JsonReader(file.Span, new JsonReaderOptions { MaxDepth = 4 });
        var version = (string?)null;
        List<ReadOnlyMemory<byte>>? links = null;
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

        return links.Count is 0 or > MaxServers + 1
            ? new LicenseFault(FaultCode.ChainLength, $"The chain has {links.Count} links; 1 to {MaxServers} server licenses and at most one session license are allowed.",
                "Use the file as its issuer made it.")
            : new Bundle(links, keys ?? NoKeys);
    }

    private static bool ReadLinks(ref Utf8JsonReader json, ReadOnlyMemory<byte> file, List<ReadOnlyMemory<byte>> links)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.String && !json.ValueIsEscaped)
        {
            links.Add(file.Slice((int)json.TokenStartIndex + 1, json.ValueSpan.Length));
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

            if (!keys.TryAdd(id, key) || keys.Count > MaxServers)
            {
                return Malformed($"'keys' names '{Names.Shown(id)}' twice, or has more than {MaxServers} entries");
            }
        }

        return null;
    }

    private static LicenseFault Malformed(string what) =>
        new(FaultCode.NotABundle, $"The file is not a license bundle: {what}.", "Get the .lic file again from its issuer; send it as an attachment, not as text.");
}
