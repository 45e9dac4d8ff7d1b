using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>A server license that a known key signed: what one server may do.</summary>
/// <remarks>An object of this type is the proof of its signature: it is made only from a verified payload, but for the first link of an issuer's own file (<see cref="ReadUnverified"/>). Master, OEM and child are the same document.</remarks>
public sealed class ServerLicense
{
    private readonly JwsSeal? _seal;
    private string? _jws;
    private string? _contentHash;

    private ServerLicense(ServerLicenseClaims claims, PublicKey? signer, LicenseEncoding encoding, ReadOnlySpan<byte> document)
    {
        Claims = claims;
        Signer = signer;
        _seal = encoding == LicenseEncoding.Jws ? JwsSeal.Of(document) : null;
    }

    /// <summary>The id that all versions of this license share.</summary>
    public string Id => Claims.Id;

    /// <summary>The product that is licensed.</summary>
    public string Product => Claims.Product;

    /// <summary>Whose server it is.</summary>
    public string Client => Claims.Client;

    /// <summary>Rises with every version; the higher wins.</summary>
    public long Serial => Claims.Serial;

    /// <summary>The signed state.</summary>
    public LicenseState State => Claims.State;

    /// <summary>When this version was signed.</summary>
    public DateTimeOffset IssuedAt => UnixTime.ToInstant(Claims.IssuedAt);

    /// <summary>First instant at which it applies.</summary>
    public DateTimeOffset NotBefore => UnixTime.ToInstant(Claims.NotBefore);

    /// <summary>First instant at which it no longer does; the grace period follows.</summary>
    public DateTimeOffset Expires => UnixTime.ToInstant(Claims.Expires);

    /// <summary>How long after <see cref="Expires"/> sessions are still served.</summary>
    public TimeSpan Grace => TimeSpan.FromSeconds(Claims.Grace);

    /// <summary>The allowance where no stage is in force.</summary>
    public Seats Seats => Claims.Seats;

    /// <summary>Periods with another allowance, sorted, not overlapping.</summary>
    public IReadOnlyList<Stage> Stages => Claims.Stages;

    /// <summary>Levels of servers that may be issued below; 0 = none.</summary>
    public int Oem => Claims.Oem;

    /// <summary>Longest session license in seconds, or <see cref="Limit.Unlimited"/>.</summary>
    public long MaxDuration => Claims.MaxDuration;

    /// <summary>Most live licenses that the server may have issued, or <see cref="Limit.Unlimited"/>.</summary>
    public long MaxLicenses => Claims.MaxLicenses;

    /// <summary>Longest lease in seconds, or <see cref="Limit.Unlimited"/>.</summary>
    public long MaxLease => Claims.MaxLease;

    /// <summary>Longest silence of servers below in seconds, or <see cref="Limit.Unlimited"/>; 0 = none may be silent.</summary>
    public long MaxOffline => Claims.MaxOffline;

    /// <summary>What happens to sessions above an allowance that was made smaller.</summary>
    public Overage Overage => Claims.Overage;

    /// <summary>When to ping; null for an offline license.</summary>
    public Contact? Contact => Claims.Contact;

    /// <summary>Where the parent is; an address, never a reason to trust. Null for a Master.</summary>
    public string? ParentUrl => Claims.ParentUrl;

    /// <summary>Whose it is; null until it is activated.</summary>
    public Binding? Binding => Claims.Binding;

    /// <summary>Rights that are not seats.</summary>
    public IReadOnlyDictionary<string, Feature> Features => Claims.Features;

    /// <summary>Signed and shown, never enforced.</summary>
    public IReadOnlyDictionary<string, string> Extensions => Claims.Extensions;

    /// <summary>SHA-256 of the payload, base64url: the same in either encoding.</summary>
    public string ContentHash => _contentHash ??= VerifiedPayload.HashOf(ServerLicenseWriter.Payload(Claims));

    /// <summary>The encoding in which it was signed.</summary>
    public LicenseEncoding Encoding => _seal is null ? LicenseEncoding.Xml : LicenseEncoding.Jws;

    /// <summary>The document in compact form (RFC 7515).</summary>
    /// <exception cref="InvalidOperationException">The license was read from XML: there is no JWS of it until its issuer signs one.</exception>
    public string Jws => _jws ??= _seal?.Rebuild(ServerLicenseWriter.Payload(Claims), DocumentType.ServerLicense, Signer?.Thumbprint ?? Claims.Issuer)
        ?? throw new InvalidOperationException("The license was read from XML and has no JWS; ask for its Encoding first.");

    internal ServerLicenseClaims Claims { get; }

    /// <summary>Null for the first link of an issuer's own file, read without its root key.</summary>
    internal PublicKey? Signer { get; }

    /// <summary>The version of this license to which others refer.</summary>
    internal ParentReference AsParent() => new(Id, Serial, ContentHash);

    /// <param name="payload">What was signed.</param>
    /// <param name="allowHttp">True when the host opted in to plain HTTP beyond loopback.</param>
    /// <param name="isParent">True when the content hash will be asked for: from the payload it costs no writing.</param>
    internal static Outcome<ServerLicense> Read(VerifiedPayload payload, bool allowHttp = false, bool isParent = false)
    {
        if (payload.Type != DocumentType.ServerLicense)
        {
            throw new ArgumentException("The payload is not that of a server license.", nameof(payload));
        }

        return ServerLicenseReader.Read(payload.Bytes, allowHttp).Is(out var claims, out var fault)
            ? new ServerLicense(claims, payload.Signer, payload.Encoding, payload.Document) { _contentHash = isParent ? payload.ContentHash() : null }
            : fault;
    }

    /// <summary>The first link of an issuer's own file, whose root key is not at hand: for signing only, since all who pin the root key verify what is issued under it.</summary>
    internal static Outcome<ServerLicense> ReadUnverified(UnverifiedPayload payload, bool allowHttp) =>
        ServerLicenseReader.Read(payload.Bytes, allowHttp).Is(out var claims, out var fault)
            ? new ServerLicense(claims, null, payload.Encoding, payload.Document)
            : fault;

    /// <summary>Client, serial and id.</summary>
    public override string ToString() => $"{Client} (serial {Serial}, {Id})";
}
