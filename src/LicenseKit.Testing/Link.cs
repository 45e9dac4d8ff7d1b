using System.Security.Cryptography;
using System.Text;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Testing;

/// <summary>One signed server license of a test, with the key that holds it and the links above it. Immutable: every change gives another link.</summary>
/// <remarks>A link is bytes that somebody signed, and no proof of anything: what it is worth says a <see cref="Verifier"/>.</remarks>
public sealed class Link
{
    private readonly SigningKey _signer;
    private readonly Link? _above;
    private readonly string? _jws;

    internal Link(ServerLicenseClaims claims, SigningKey signer, SigningKey holder, Link? above, string? jws = null)
    {
        Claims = claims;
        Holder = holder;
        Payload = Signed.PayloadOf(claims);
        _signer = signer;
        _above = above;
        _jws = jws;
    }

    /// <summary>The key of the installation that holds it, whatever the license says of it.</summary>
    public SigningKey Holder { get; }

    /// <summary>The JSON that its issuer signs, unless it was made to say something else.</summary>
    public string Payload { get; }

    /// <summary>The license in compact form (RFC 7515).</summary>
    public string Jws => _jws ?? Signed.Sign(Payload, DocumentType.ServerLicense, _signer);

    /// <summary>The documents in compact form, from the Master down to this one.</summary>
    public IReadOnlyList<string> Documents => [.. _above?.Documents ?? [], Jws];

    internal ServerLicenseClaims Claims { get; }

    /// <summary>False when it may be bad: then nobody looks before it is written.</summary>
    internal bool IsChecked { get; init; }

    /// <summary>The verified license; an exception where it is none.</summary>
    internal ServerLicense License => Signed.Verified(Jws, _signer.PublicKey);

    /// <summary>A license below this one, for the key <c>Some.Key(n)</c> of its place n in the chain: as large as this one in all but the levels below.</summary>
    /// <param name="change">What it says otherwise.</param>
    /// <param name="holder">Another key that shall hold it.</param>
    public Link Issues(Action<LicenseContent>? change = null, SigningKey? holder = null)
    {
        var (claims, key) = Below(holder);
        return new(LicenseContent.Changed(claims, key, change), Holder, key, this) { IsChecked = IsChecked };
    }

    /// <summary>The next version of this license, signed by the same issuer.</summary>
    public Link Next(Action<LicenseContent>? change = null) =>
        new(LicenseContent.Changed(Claims with { Serial = Claims.Serial + 1 }, Holder, change), _signer, Holder, _above) { IsChecked = IsChecked };

    /// <summary>This very document below another version of its parent.</summary>
    public Link Below(Link otherVersion)
    {
        ArgumentNullException.ThrowIfNull(otherVersion);
        return new(Claims, _signer, Holder, otherVersion, _jws) { IsChecked = IsChecked };
    }

    /// <summary>A session license of this server for apps: half of its developer seats, shared, for 30 days.</summary>
    public SessionLink Gives(Action<SessionContent>? change = null) => new(SessionContent.Changed(SessionContent.Of(Claims), change), this);

    /// <summary>Lets this link, and what is made from it, be bad: signed, but not within its parent, or against another rule.</summary>
    public Link Unchecked() => new(Claims, _signer, Holder, _above, _jws);

    /// <summary>Signed by its issuer as it should be, but saying this.</summary>
    public Link Saying(string payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return Replaced(Signed.Sign(payload, DocumentType.ServerLicense, _signer));
    }

    /// <summary>The same with bytes that need not be text.</summary>
    public Link Saying(ReadOnlySpan<byte> payload) => Replaced(Signing.Jws.Sign(payload, DocumentType.ServerLicense, _signer));

    /// <summary>Signed by its issuer under this protected header (JSON).</summary>
    public Link Headed(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return Replaced(Signed.Sign(header, Payload, _signer));
    }

    /// <summary>Signed by this key instead, under that key's own header.</summary>
    public Link SignedBy(SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Replaced(Signed.Sign(Payload, DocumentType.ServerLicense, key));
    }

    /// <summary>Any text in the place of the document.</summary>
    public Link Replaced(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(Claims, _signer, Holder, _above, document);
    }

    /// <summary>The <c>.lic</c> file from the Master down to this link, with the keys of those that are bound by License Code and have issued another.</summary>
    /// <exception cref="InvalidOperationException">The file would be refused, and <see cref="Unchecked"/> was not called.</exception>
    public byte[] Bundle() => Signed.Checked(Chains.Bundle.Write(Documents, _above?.Keys() ?? []), IsChecked, RootKey);

    /// <summary>The same with this link's own key in <c>keys</c>, as its holder hands it on; only for one that is bound by License Code.</summary>
    public byte[] BundleWithKey() => Signed.Checked(Chains.Bundle.Write(Documents, Keys()), IsChecked, RootKey);

    internal PublicKey RootKey => _above?.RootKey ?? _signer.PublicKey;

    internal Link Issue() => Issue(c => c);

    /// <summary>As <see cref="Issues"/>, unchecked, from changed claims.</summary>
    internal Link Issue(Func<ServerLicenseClaims, ServerLicenseClaims> change, SigningKey? key = null)
    {
        var (claims, holder) = Below(key);
        return new(change(claims), Holder, holder, this);
    }

    internal Link Next(Func<ServerLicenseClaims, ServerLicenseClaims> change) => new(change(Claims with { Serial = Claims.Serial + 1 }), _signer, Holder, _above);

    /// <summary>The file with exactly these <c>keys</c>.</summary>
    internal byte[] BundleWith(params (string Id, PublicKey Key)[] keys) => Chains.Bundle.Write(Documents, keys.Select(k => KeyValuePair.Create(k.Id, k.Key)));

    internal byte[] BundleSaying(byte[] payload) => Saying(payload).Bundle();

    internal IEnumerable<KeyValuePair<string, PublicKey>> Keys() =>
        (_above?.Keys() ?? []).Concat(Claims.Binding is Binding.ToCode ? [KeyValuePair.Create(Claims.Id, Holder.PublicKey)] : []);

    internal Chain Verified()
    {
        var verdict = Some.Verify(Chains.Bundle.Write(Documents, _above?.Keys() ?? []));
        return verdict.Chain ?? throw new InvalidOperationException(verdict.Fault?.ToString());
    }

    private (ServerLicenseClaims Claims, SigningKey Holder) Below(SigningKey? key)
    {
        var depth = Depth;
        var holder = key ?? Some.Key((byte)(depth + 1));
        return (Claims with
        {
            Id = $"L{depth}",
            Issuer = Claims.Id,
            Client = $"Client {depth}",
            Binding = new Binding.ToKey(holder.PublicKey),
            Contact = new Contact(3600, Math.Min(Claims.MaxOffline, UnixTime.Max)),
            Oem = Math.Max(0, Claims.Oem - 1),
            Parent = new ParentReference(Claims.Id, Claims.Serial, Base64UrlText.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(Payload)))),
            ParentUrl = "https://licenses.example",
            Serial = 1,
        }, holder);
    }

    private int Depth => 1 + (_above?.Depth ?? 0);
}
