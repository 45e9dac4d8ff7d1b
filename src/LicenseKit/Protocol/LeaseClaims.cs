using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Protocol;

/// <summary>What a server states in a lease: this session holds this kind of seat until then.</summary>
internal sealed record LeaseClaims
{
    private const int MaxWarnings = 16;

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

        var lk = message.Lk;
        var lease = new LeaseClaims
        {
            Product = message.Text("aud", Names.IsProduct),
            Issuer = message.Text("iss", Names.IsId),
            Session = message.Sha256("sub"),
            IssuedAt = message.Instant("iat"),
            Expires = message.Instant("exp"),
            N = lk.Ordinal("n"),
            Nonce = lk.Text("nonce", Names.IsNonce),
            License = lk.Text("license", Names.IsId),
            Kind = lk.Text("kind", Names.IsKind),
            Borrowed = lk.Boolean("borrowed"),
            RenewWithin = lk.Instant("renewWithin"),
            Warnings = lk.Texts("warnings", MaxWarnings, Names.IsFeature),
            Features = lk.Texts("features", Feature.Max, Names.IsFeature),
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
