using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using LicenseKit.Fuzz.Judging;
using LicenseKit.Fuzz.Notations;
using LicenseKit.Fuzz.Recipes;
using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz;

/// <summary>JWS in a bundle, the native encoding.</summary>
internal sealed class BundleFormat : ChainFormat
{
    private readonly JwsSigner _signer = new();

    public override string Name => "bundle";

    public override JsonNotation Notation { get; } = new();

    public override Places Places { get; } = new("sub", "lk.serial", "lk.parent.serial", "lk.parent.sha256", "cnf.jwk.x");

    public override string[] Names => LicensePieces.Names;

    public override byte[][] Values => LicensePieces.Values;

    public override byte[] Assemble(Recipe recipe)
    {
        var file = new StringBuilder("{\"lk\":\"license-bundle/1\",\"chain\":[");
        file.AppendJoin(',', recipe.Order.Select(i => $"\"{_signer.Signed(recipe.Drafts[i])}\"")).Append(']');
        if (recipe.Keys.Count > 0)
        {
            file.Append(",\"keys\":{").AppendJoin(',', recipe.Keys.Select(k => $"\"{k.Id}\":\"{k.X}\"")).Append('}');
        }

        return Encoding.UTF8.GetBytes(file.Append('}').ToString());
    }

    public override IReadOnlyList<FileDocument> DocumentsOf(byte[] file)
    {
        using var bundle = JsonDocument.Parse(file);
        return [.. bundle.RootElement.GetProperty("chain").EnumerateArray().Select(jws => ReadJws(jws.GetString()!))];
    }

    private FileDocument ReadJws(string jws)
    {
        var parts = jws.Split('.');
        return new FileDocument(
            Base64Url.DecodeFromChars(parts[1]),
            key => Array.Exists(Types, type => JwsSigner.IsHeader(parts[0], key, type))
                && key.Verifies(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2])),
            jws,
            jws);
    }
}
