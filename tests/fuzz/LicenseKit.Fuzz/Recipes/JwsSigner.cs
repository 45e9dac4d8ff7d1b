using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz.Recipes;

/// <summary>Signs drafts as JWS in compact form; a seed's own document is signed once.</summary>
internal sealed class JwsSigner
{
    private static readonly string[] Algorithms = ["EdDSA", "Ed25519", "none", "HS256"];

    private static readonly ConcurrentDictionary<(string Algorithm, KeyPair Signer, string Type), string> Headers = new();

    private readonly Dictionary<SeedLink, string> _signed = [];

    /// <summary>The two headers that a reader takes for this type and signer.</summary>
    public static bool IsHeader(string text, KeyPair signer, string type) => text == Header(Algorithms[0], signer, type) || text == Header(Algorithms[1], signer, type);

    public string Signed(Draft draft)
    {
        if (!draft.IsSeeds)
        {
            return Sign(draft);
        }

        if (!_signed.TryGetValue(draft.Seed, out var jws))
        {
            _signed[draft.Seed] = jws = Sign(draft);
        }

        return jws;
    }

    private static string Sign(Draft draft)
    {
        var signed = $"{Header(Algorithms[draft.Variant], draft.Signer, draft.Type)}.{Base64Url.EncodeToString(draft.Content)}";
        Span<byte> signature = stackalloc byte[64];
        draft.Signer.Sign(Encoding.ASCII.GetBytes(signed), signature);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Header(string algorithm, KeyPair signer, string type) => Headers.GetOrAdd((algorithm, signer, type), _ => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
        $$"""{"alg":"{{algorithm}}","kid":"{{signer.Thumbprint}}","typ":"{{type}}"}""")));
}
