using System.Text;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests;

/// <summary>One signed server license of a test, its holder's key and the links above it.</summary>
internal sealed class Link(ServerLicenseClaims claims, SigningKey signer, SigningKey holder, Link? above)
{
    public ServerLicenseClaims Claims { get; } = claims;

    public SigningKey Holder { get; } = holder;

    /// <summary>The bytes that its issuer signs.</summary>
    public string Payload { get; } = PayloadOf(claims);

    public string Jws => Signed(Payload);

    public ServerLicense License => Some.License(Jws, signer.PublicKey);

    public string[] Documents => [.. above?.Documents ?? [], Jws];

    /// <summary>A license below this one, as large as it in everything but the depth.</summary>
    public Link Issue(Func<ServerLicenseClaims, ServerLicenseClaims>? change = null, SigningKey? key = null)
    {
        var depth = Documents.Length;
        var child = key ?? Some.Key((byte)(depth + 1));
        return new(Some.Changed(change, Claims with
        {
            Id = $"L{depth}",
            Issuer = Claims.Id,
            Client = $"Client {depth}",
            Binding = new Binding.ToKey(child.PublicKey),
            Contact = new Contact(3600, Claims.MaxOffline),
            Oem = Math.Max(0, Claims.Oem - 1),
            Parent = License.AsParent(),
            ParentUrl = "https://licenses.example",
            Serial = 1,
        }), Holder, child, this);
    }

    /// <summary>The next version of this license.</summary>
    public Link Next(Func<ServerLicenseClaims, ServerLicenseClaims>? change = null) =>
        new(Some.Changed(change, Claims with { Serial = Claims.Serial + 1 }), signer, Holder, above);

    /// <summary>This very document below another version of its parent.</summary>
    public Link Below(Link otherVersion) => new(Claims, signer, Holder, otherVersion);

    /// <summary>The file from the Master down to this link.</summary>
    public byte[] Bundle(params (string Id, PublicKey Key)[] keys) =>
        LicenseKit.Chains.Bundle.Write(Documents, keys.Select(k => KeyValuePair.Create(k.Id, k.Key)));

    /// <summary>The file with another payload in place of this link's, well signed by its issuer.</summary>
    public byte[] BundleSaying(byte[] payload) =>
        Some.Bundle([.. above?.Documents ?? [], LicenseKit.Signing.Jws.Sign(payload, DocumentType.ServerLicense, signer)]);

    public Chain Verified()
    {
        var verdict = Some.Verify(Bundle());
        return verdict.Chain ?? throw new InvalidOperationException(verdict.Fault?.ToString());
    }

    private static string PayloadOf(ServerLicenseClaims claims)
    {
        var json = new CanonicalWriter();
        ServerLicenseWriter.Write(claims, json);
        return Encoding.UTF8.GetString(json.Written);
    }

    private string Signed(string payload) => LicenseKit.Signing.Jws.Sign(Some.Utf8(payload), DocumentType.ServerLicense, signer);
}
