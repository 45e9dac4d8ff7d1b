using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>A session license that its server signed: what one team, client or robot group may take from that server.</summary>
/// <remarks>Whoever has the file may use it: send it like a password.</remarks>
public sealed class SessionLicense
{
    private readonly string? _jws;

    private SessionLicense(VerifiedPayload payload, SessionLicenseClaims claims)
    {
        Claims = claims;
        ContentHash = payload.ContentHash();
        Encoding = payload.Encoding;
        _jws = Encoding == LicenseEncoding.Jws ? System.Text.Encoding.ASCII.GetString(payload.Document) : null;
    }

    /// <summary>The id of this session license.</summary>
    public string Id => Claims.Id;

    /// <summary>Whom it is for.</summary>
    public string Client => Claims.Client;

    /// <summary>The id of the server license whose holder signed it.</summary>
    public string Issuer => Claims.Issuer;

    /// <summary>Where to ask for seats; an address, never a reason to trust.</summary>
    public string ServerUrl => Claims.ServerUrl;

    /// <summary>Rises with every version.</summary>
    public long Serial => Claims.Serial;

    /// <summary>Whether the seats are kept for it or shared with others.</summary>
    public Allocation Allocation => Claims.Allocation;

    /// <summary>What one of its seats serves.</summary>
    public SeatFor SeatFor => Claims.SeatFor;

    /// <summary>The seats that it may use at most, or for sure.</summary>
    public Seats Seats => Claims.Seats;

    /// <summary>Periods with other seats, in order and without overlaps.</summary>
    public IReadOnlyList<Stage> Stages => Claims.Stages;

    /// <summary>First instant at which it applies.</summary>
    public DateTimeOffset NotBefore => UnixTime.ToInstant(Claims.NotBefore);

    /// <summary>First instant at which it no longer does.</summary>
    public DateTimeOffset Expires => UnixTime.ToInstant(Claims.Expires);

    /// <summary>The length of its ordinary lease, in seconds.</summary>
    public long MaxLease => Claims.MaxLease;

    /// <summary>SHA-256 of the payload, base64url.</summary>
    public string ContentHash { get; }

    /// <summary>The encoding in which it was signed.</summary>
    public LicenseEncoding Encoding { get; }

    /// <summary>The document in compact form (RFC 7515): a bearer token.</summary>
    /// <exception cref="InvalidOperationException">The license was read from XML: there is no JWS of it until its issuer signs one.</exception>
    public string Jws => _jws ?? throw new InvalidOperationException("The session license was read from XML and has no JWS; ask for its Encoding first.");

    internal SessionLicenseClaims Claims { get; }

    /// <summary>Client, serial and id; not the document, which is a bearer token.</summary>
    public override string ToString() => $"{Client} (session license, serial {Serial}, {Id})";

    internal static Outcome<SessionLicense> Read(VerifiedPayload payload, bool allowHttp = false)
    {
        if (payload.Type != DocumentType.SessionLicense)
        {
            throw new ArgumentException("The payload is not that of a session license.", nameof(payload));
        }

        return ReadClaims(payload.Bytes, allowHttp).Is(out var claims, out var fault) ? new SessionLicense(payload, claims) : fault;
    }

    /// <summary>What a payload says, whoever signed it.</summary>
    internal static Outcome<SessionLicenseClaims> ReadClaims(ReadOnlySpan<byte> payload, bool allowHttp = false)
    {
        var json = new StrictReader(payload);
        var claims = ReadMembers(ref json, allowHttp);
        return json.Fault is { } fault ? ReadDiagnostics.Explain(payload, DocumentType.SessionLicense, fault) : claims;
    }

    /// <summary>The unsigned document of a session license.</summary>
    internal static Document Document(SessionLicenseClaims claims, PublicKey signer)
    {
        var json = new CanonicalWriter();
        Write(claims, json);
        return new(DocumentType.SessionLicense, json.Written, signer);
    }

    internal static string Sign(SessionLicenseClaims claims, SigningKey key) => Document(claims, key.PublicKey).Sign(key).Compact;

    internal static void Write(SessionLicenseClaims license, CanonicalWriter json)
    {
        json.Open();
        json.Member("aud"u8, license.Product);
        json.Member("exp"u8, license.Expires);
        json.Member("iat"u8, license.IssuedAt);
        json.Member("iss"u8, license.Issuer);
        json.Open("lk"u8);
        json.Member("allocation"u8, license.Allocation == Allocation.Reserved ? "reserved" : "shared");
        json.Member("client"u8, license.Client);
        Terms.WriteExtensions(license.Extensions, json);
        Terms.WriteFeatures(license.Features, json);
        json.Member("maxBorrow"u8, Limit.ToWire(license.MaxBorrow));
        json.Member("maxLease"u8, Limit.ToWire(license.MaxLease));
        if (license.SeatFor != SeatFor.Process)
        {
            json.Member("seatFor"u8, SeatForName.Of(license.SeatFor));
        }

        Terms.WriteSeats(license.Seats, json);
        json.Member("serial"u8, license.Serial);
        json.Member("serverUrl"u8, license.ServerUrl);
        Terms.WriteStages(license.Stages, json);
        json.Member("v"u8, 1);
        json.Close();
        json.Member("nbf"u8, license.NotBefore);
        json.Member("sub"u8, license.Id);
        json.Close();
    }

    private static SessionLicenseClaims ReadMembers(ref StrictReader json, bool allowHttp)
    {
        json.Open();
        var product = json.Text("aud"u8);
        var expires = json.Integer("exp"u8, 0, UnixTime.Max);
        var issuedAt = json.Integer("iat"u8, 0, UnixTime.Max);
        var issuer = json.Text("iss"u8);
        json.Open("lk"u8);
        var allocation = ReadAllocation(ref json);
        var client = json.Text("client"u8);
        var extensions = Terms.ReadExtensions(ref json);
        var features = Terms.ReadFeatures(ref json);
        var maxBorrow = json.Integer("maxBorrow"u8, 0, Terms.MaxCount);
        var maxLease = json.Integer("maxLease"u8, 1, Terms.MaxCount);
        var seatFor = json.Has("seatFor"u8) ? ReadSeatFor(ref json) : SeatFor.Process;
        var seats = Terms.ReadSeats(ref json);
        var serial = json.Integer("serial"u8, 1, long.MaxValue);
        var serverUrl = json.Text("serverUrl"u8);
        var stages = Terms.ReadStages(ref json, seats);
        ServerLicenseReader.ReadVersion(ref json);
        json.Close();
        var notBefore = json.Integer("nbf"u8, 0, UnixTime.Max);
        var id = json.Text("sub"u8);
        json.Close();
        json.End();
        ServerLicenseReader.JudgeNames(ref json, product, id, issuer, client);
        ServerLicenseReader.JudgePeriod(ref json, notBefore, expires);
        if (!UrlForm.Allows(serverUrl, allowHttp))
        {
            json.Refuse(FaultCode.BadUrl, $"Server URL '{Names.Shown(serverUrl)}' is not {UrlForm.Expected}.", Names.Shown(serverUrl));
        }

        return new SessionLicenseClaims
        {
            Product = product,
            Id = id,
            Issuer = issuer,
            IssuedAt = issuedAt,
            NotBefore = notBefore,
            Expires = expires,
            Client = client,
            ServerUrl = serverUrl,
            Serial = serial,
            Allocation = allocation,
            SeatFor = seatFor,
            Seats = seats,
            Stages = stages,
            MaxLease = Limit.FromWire(maxLease),
            MaxBorrow = Limit.FromWire(maxBorrow),
            Features = features,
            Extensions = extensions,
        };
    }

    private static SeatFor ReadSeatFor(ref StrictReader json)
    {
        var word = json.Text("seatFor"u8);
        var seatFor = SeatForName.Read(word);
        if (seatFor is null)
        {
            json.Refuse(FaultCode.OutOfRange, $"'seatFor' is '{Names.Shown(word)}'; it must be host or user, or be left out.");
        }

        return seatFor ?? SeatFor.Process;
    }

    private static Allocation ReadAllocation(ref StrictReader json)
    {
        var allocation = json.Word("allocation"u8);
        var isReserved = allocation.SequenceEqual("reserved"u8);
        if (!isReserved && !allocation.SequenceEqual("shared"u8))
        {
            json.Refuse(FaultCode.OutOfRange, $"Allocation '{Names.Shown(allocation)}' is not one of reserved, shared.");
        }

        return isReserved ? Allocation.Reserved : Allocation.Shared;
    }
}
