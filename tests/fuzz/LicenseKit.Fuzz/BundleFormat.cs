using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LicenseKit.Fuzz.Judging;
using LicenseKit.Fuzz.Recipes;
using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz;

/// <summary>JWS in a bundle, the native encoding.</summary>
internal sealed class BundleFormat : FuzzFormat
{
    private static readonly string[] Algorithms = ["EdDSA", "Ed25519", "none", "HS256"];

    private static readonly ConcurrentDictionary<(string Algorithm, KeyPair Signer, bool IsSession), string> Headers = new();

    private readonly Dictionary<SeedLink, string> _signed = [];

    public override string Name => "bundle";

    public override ReadOnlySpan<byte> Separator => ","u8;

    public override string ContentOf(string json) => json;

    public override Slot[] SlotsOf(byte[] content) => JsonSlots.Of(content);

    public override string HashOf(byte[] content) => Base64Url.EncodeToString(SHA256.HashData(content));

    public override byte[] Text(ReadOnlySpan<byte> text) => [(byte)'"', .. text, (byte)'"'];

    public override Places Places { get; } = new("sub", "lk.serial", "lk.parent.serial", "lk.parent.sha256", "cnf.jwk.x");

    public override string[] Names => JsonPieces.Names;

    public override byte[][] Values => JsonPieces.Values;

    public override byte[]? Plus(ReadOnlySpan<byte> value, int difference) =>
        long.TryParse(value, CultureInfo.InvariantCulture, out var number) ? Encoding.ASCII.GetBytes((number + difference).ToString(CultureInfo.InvariantCulture)) : null;

    public override byte[] Member(string name, ReadOnlySpan<byte> value, ReadOnlySpan<byte> like) => [.. Text(Encoding.UTF8.GetBytes(name)), (byte)':', .. value];

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

    public override IReadOnlyList<SignedDocument> DocumentsOf(byte[] file)
    {
        using var bundle = JsonDocument.Parse(file);
        return [.. bundle.RootElement.GetProperty("chain").EnumerateArray().Select(jws => ReadJws(jws.GetString()!))];
    }

    private static SignedDocument ReadJws(string jws)
    {
        var parts = jws.Split('.');
        return new SignedDocument(
            Base64Url.DecodeFromChars(parts[1]),
            key => Array.Exists(Algorithms[..2], algorithm => parts[0] == Header(algorithm, key, isSession: false) || parts[0] == Header(algorithm, key, isSession: true))
                && key.Verifies(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2])),
            jws,
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
        var signed = $"{Header(Algorithms[draft.Variant], draft.Signer, draft.IsSession)}.{Base64Url.EncodeToString(draft.Content)}";
        Span<byte> signature = stackalloc byte[64];
        draft.Signer.Sign(Encoding.ASCII.GetBytes(signed), signature);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Header(string algorithm, KeyPair signer, bool isSession) => Headers.GetOrAdd((algorithm, signer, isSession), _ => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
        $$"""{"alg":"{{algorithm}}","kid":"{{signer.Thumbprint}}","typ":"{{(isSession ? "lk-session-license+jwt" : "lk-server-license+jwt")}}"}""")));
}
