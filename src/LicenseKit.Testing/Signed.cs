using System.Text;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Testing;

/// <summary>Signs whatever it is given, good or bad.</summary>
internal static class Signed
{
    public static string PayloadOf(ServerLicenseClaims claims)
    {
        var json = new CanonicalWriter();
        ServerLicenseWriter.Write(claims, json);
        return Encoding.UTF8.GetString(json.Written);
    }

    public static string Sign(string payload, DocumentType type, SigningKey key) => Jws.Sign(Encoding.UTF8.GetBytes(payload), type, key);

    /// <summary>A good signature under any header.</summary>
    public static string Sign(string header, string payload, SigningKey key) =>
        SignText($"{Base64UrlText.Encode(Encoding.UTF8.GetBytes(header))}.{Base64UrlText.Encode(Encoding.UTF8.GetBytes(payload))}", key);

    /// <summary>Any text with a good signature over it as its last part.</summary>
    public static string SignText(string signed, SigningKey key)
    {
        var signature = new byte[64];
        key.Sign(Encoding.ASCII.GetBytes(signed), signature);
        return $"{signed}.{Base64UrlText.Encode(signature)}";
    }

    public static ServerLicense Verified(string jws, PublicKey signer) =>
        Jws.Verify(Encoding.UTF8.GetBytes(jws), DocumentType.ServerLicense, signer, new byte[jws.Length], out var payload) is { } fault
            ? throw new InvalidOperationException(fault.ToString())
            : ServerLicense.Read(payload) is { Value: { } license } ? license : throw new InvalidOperationException("The document is no license.");

    /// <summary>The file, when it need not be good or is.</summary>
    public static byte[] Checked(byte[] file, bool isChecked, PublicKey root) =>
        isChecked && !new ChainReader(null, [new RootKey(root)]).Read(file).Is(out _, out var fault)
            ? throw new InvalidOperationException($"The file would be refused: {fault} Call Unchecked() where that is what is wanted.")
            : file;
}
