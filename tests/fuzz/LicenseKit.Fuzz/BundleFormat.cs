using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LicenseKit.Chains;
using LicenseKit.Fuzz.Judging;
using LicenseKit.Fuzz.Recipes;
using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz;

/// <summary>JWS in a bundle, the native encoding.</summary>
internal sealed class BundleFormat : FuzzFormat
{
    private readonly Dictionary<SeedLink, string> _signed = [];

    public override string Name => "bundle";

    public override ReadOnlySpan<byte> Separator => ","u8;

    public override string ContentOf(string json) => json;

    public override Slot[] SlotsOf(byte[] content) => JsonSlots.Of(content);

    public override string HashOf(byte[] content) => Base64Url.EncodeToString(SHA256.HashData(content));

    public override byte[] Text(ReadOnlySpan<byte> text) => [(byte)'"', .. text, (byte)'"'];

    public override byte[] Member(string name, ReadOnlySpan<byte> value) => [.. Text(Encoding.UTF8.GetBytes(name)), (byte)':', .. value];

    public override byte[] Assemble(Recipe recipe)
    {
        var file = new StringBuilder("{\"lk\":\"license-bundle/1\",\"chain\":[");
        file.AppendJoin(',', recipe.Order.Select(i => $"\"{Signed(recipe.Drafts[i])}\"")).Append(']');
        if (recipe.Keys.Count > 0)
        {
            file.Append(",\"keys\":{").AppendJoin(',', recipe.Keys.Select(k => $"\"{k.Id}\":\"{k.X}\"")).Append('}');
        }

        return Encoding.UTF8.GetBytes(file.Append('}').ToString());
    }

    public override IReadOnlyList<SignedDocument> DocumentsOf(byte[] file, Chain chain)
    {
        string[] texts = [.. chain.Links.Select(l => l.Jws), .. chain.SessionLicense is { } session ? [session.Jws] : Array.Empty<string>()];
        return Array.ConvertAll(texts, jws => ReadJws(file, jws));
    }

    private static SignedDocument ReadJws(byte[] file, string jws)
    {
        if (file.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\"{jws}\"")) < 0 || jws.Split('.') is not [var header, var payload, var signature])
        {
            throw new Violation("A document of the verdict is not in the file.");
        }

        return new SignedDocument(
            Base64Url.DecodeFromChars(payload),
            key => Array.Exists(["EdDSA", "Ed25519"], algorithm => header == Header(algorithm, key, isSession: false) || header == Header(algorithm, key, isSession: true))
                && key.Verifies(Encoding.ASCII.GetBytes($"{header}.{payload}"), Base64Url.DecodeFromChars(signature)),
            jws);
    }

    private string Signed(Draft draft)
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
        var signed = $"{Header(draft.Algorithm, draft.Signer, draft.IsSession)}.{Base64Url.EncodeToString(draft.Content)}";
        Span<byte> signature = stackalloc byte[64];
        draft.Signer.Sign(Encoding.ASCII.GetBytes(signed), signature);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Header(string algorithm, KeyPair signer, bool isSession) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
        $$"""{"alg":"{{algorithm}}","kid":"{{signer.Thumbprint}}","typ":"{{(isSession ? "lk-session-license+jwt" : "lk-server-license+jwt")}}"}"""));
}
