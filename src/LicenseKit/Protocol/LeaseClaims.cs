using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Protocol;

/// <summary>What a server states in a lease: this session holds this kind of seat until then.</summary>
internal sealed record LeaseClaims
{
    public required string Product { get; init; }

    /// <summary>The server license id.</summary>
    public required string Issuer { get; init; }

    /// <summary>The session id.</summary>
    public required string Session { get; init; }

    public required long IssuedAt { get; init; }

    public required long Expires { get; init; }

    /// <summary>1 for the first lease of a session, and one more with each renewal.</summary>
    public required long N { get; init; }

    /// <summary>The nonce of the request that this answers.</summary>
    public required string Nonce { get; init; }

    /// <summary>The session license id.</summary>
    public required string License { get; init; }

    public required string Kind { get; init; }

    public bool Borrowed { get; init; }

    /// <summary>Seconds in which the app should renew.</summary>
    public required long RenewWithin { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>The unsigned document.</summary>
    public Document Document(PublicKey signer)
    {
        var json = new CanonicalWriter();
        json.Open();
        json.Member("aud"u8, Product);
        json.Member("exp"u8, Expires);
        json.Member("iat"u8, IssuedAt);
        json.Member("iss"u8, Issuer);
        json.Open("lk"u8);
        json.Member("borrowed"u8);
        json.Boolean(Borrowed);
        Texts("features"u8, Features, json);
        json.Member("kind"u8, Kind);
        json.Member("license"u8, License);
        json.Member("n"u8, N);
        json.Member("nonce"u8, Nonce);
        json.Member("renewWithin"u8, RenewWithin);
        json.Member("v"u8, 1);
        Texts("warnings"u8, Warnings, json);
        json.Close();
        json.Member("sub"u8, Session);
        json.Close();
        return new(DocumentType.Lease, json.Written, signer);
    }

    public string Sign(SigningKey key) => Document(key.PublicKey).Sign(key).Compact;

    public static Outcome<LeaseClaims> Read(string jws, PublicKey key)
    {
        if (!MessageReader.Read(jws, DocumentType.Lease, key).Is(out var message, out var fault))
        {
            return fault;
        }

        var lease = new LeaseClaims
        {
            Product = message.Claim("aud"),
            Issuer = message.Claim("iss"),
            Session = message.Claim("sub"),
            IssuedAt = message.ClaimInstant("iat"),
            Expires = message.ClaimInstant("exp"),
            N = message.Integer("n", 1, long.MaxValue),
            Nonce = message.Text("nonce"),
            License = message.Text("license"),
            Kind = message.Text("kind"),
            Borrowed = message.Boolean("borrowed"),
            RenewWithin = message.Integer("renewWithin", 0, UnixTime.Max),
            Warnings = message.Texts("warnings"),
            Features = message.Texts("features"),
        };
        return message.Fault is { } wrong ? wrong : lease;
    }

    private static void Texts(ReadOnlySpan<byte> name, IReadOnlyList<string> texts, CanonicalWriter json)
    {
        json.Open(name, '[');
        foreach (var text in texts)
        {
            json.Text(text);
        }

        json.Close(']');
    }
}
