using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Of each link the key by which the chain rule demands it be signed, and whether it is: found by a reader of its own, which looks at nothing else.</summary>
/// <param name="Type">The typ that the place in the chain demands.</param>
/// <param name="Key">That key; null where the link above names none.</param>
/// <param name="Header">The header's bytes are the ones that key and type allow.</param>
/// <param name="Valid">The header is, and the signature fits under the key.</param>
/// <param name="SmallOrder">The key must be refused, whatever the signature.</param>
internal sealed record SignatureFacts(string Type, byte[]? Key, bool Header, bool Valid, bool SmallOrder)
{
    /// <summary>Null for a file whose JSON or compact form is not what it must be: there is nothing to look at that all tools would find.</summary>
    public static IReadOnlyList<SignatureFacts>? Of(byte[] file, FaultCode fault, IEnumerable<PublicKey> roots)
    {
        if (fault is FaultCode.TooLarge or FaultCode.NotABundle or FaultCode.ChainLength or FaultCode.NotCompactJws)
        {
            return null;
        }

        using var bundle = JsonDocument.Parse(file, new JsonDocumentOptions { AllowDuplicateProperties = false });
        string[][] links = [.. bundle.RootElement.GetProperty("chain").EnumerateArray().Select(l => l.GetString()!.Split('.'))];
        return Array.Exists(links, l => l.Length != 3 || Decode(l[2]) is not { Length: 64 } || Decode(l[1]) is null || Decode(l[0]) is null)
            ? null
            : Of(links, bundle.RootElement, [.. roots.Select(r => r.Bytes.ToArray())]);
    }

    private static List<SignatureFacts> Of(string[][] links, JsonElement bundle, byte[][] roots)
    {
        var facts = new List<SignatureFacts>();
        var key = roots.FirstOrDefault(r => IsHeader(links[0][0], r, "lk-server-license+jwt")) ?? roots[0];
        for (var i = 0; i < links.Length; i++)
        {
            var isSession = i > 0 && i == links.Length - 1 && key is not null && IsHeader(links[i][0], key, "lk-session-license+jwt");
            var type = isSession ? "lk-session-license+jwt" : "lk-server-license+jwt";
            var header = key is not null && IsHeader(links[i][0], key, type);
            PublicKey? usable = null;
            var valid = header && PublicKey.TryCreate(key, out usable)
                && NSec.Cryptography.SignatureAlgorithm.Ed25519.Verify(usable.ForVerifying, Encoding.ASCII.GetBytes($"{links[i][0]}.{links[i][1]}"), Decode(links[i][2]));
            facts.Add(new(type, key, header, valid, key is not null && usable is null && !PublicKey.TryCreate(key, out _)));
            key = i + 1 < links.Length ? HolderOf(Decode(links[i][1])!, bundle) : null;
        }

        return facts;
    }

    private static byte[]? HolderOf(byte[] payload, JsonElement bundle)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            var cnf = json.RootElement.GetProperty("cnf");
            var x = cnf.TryGetProperty("jwk", out var jwk) ? jwk.GetProperty("x") : bundle.GetProperty("keys").GetProperty(json.RootElement.GetProperty("sub").GetString()!);
            return x.GetString() is { } text && Decode(text) is { Length: 32 } key ? key : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static bool IsHeader(string header, byte[] key, string type)
    {
        var kid = Base64UrlText.Encode(SHA256.HashData(Some.Utf8($$"""{"crv":"Ed25519","kty":"OKP","x":"{{Base64UrlText.Encode(key)}}"}""")));
        return Array.Exists(["EdDSA", "Ed25519"], alg => header == Base64UrlText.Encode(Some.Utf8($$"""{"alg":"{{alg}}","kid":"{{kid}}","typ":"{{type}}"}""")));
    }

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[Base64UrlText.MaxDecodedLength(text.Length) + 2];
        return Base64UrlText.TryDecode(Some.Utf8(text), bytes, out var written) ? bytes[..written] : null;
    }
}
