using LicenseKit.Licenses;

namespace LicenseKit.Testing;

/// <summary>What a session license of a test says; a test changes it before it is signed.</summary>
public sealed class SessionContent
{
    private SessionContent(SessionLicenseClaims claims)
    {
        Product = claims.Product;
        Id = claims.Id;
        Issuer = claims.Issuer;
        IssuedAt = UnixTime.ToInstant(claims.IssuedAt);
        NotBefore = UnixTime.ToInstant(claims.NotBefore);
        Expires = UnixTime.ToInstant(claims.Expires);
        Client = claims.Client;
        ServerUrl = claims.ServerUrl;
        Serial = claims.Serial;
        Allocation = claims.Allocation;
        SeatFor = claims.SeatFor;
        Seats = new SortedDictionary<string, long>(claims.Seats.Kinds.ToDictionary(k => k, k => claims.Seats[k], StringComparer.Ordinal), StringComparer.Ordinal);
        Generic = claims.Seats.Generic;
        MaxLease = claims.MaxLease;
        MaxBorrow = claims.MaxBorrow;
    }

    /// <summary><c>aud</c>.</summary>
    public string Product { get; set; }

    /// <summary><c>sub</c>: the id of the session license.</summary>
    public string Id { get; set; }

    /// <summary><c>iss</c>: the id of the server license.</summary>
    public string Issuer { get; set; }

    /// <summary><c>iat</c>.</summary>
    public DateTimeOffset IssuedAt { get; set; }

    /// <summary><c>nbf</c>.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary><c>exp</c>.</summary>
    public DateTimeOffset Expires { get; set; }

    /// <summary>Whom it is for.</summary>
    public string Client { get; set; }

    /// <summary>Where apps ask for seats.</summary>
    public string ServerUrl { get; set; }

    /// <summary>Rises with every version.</summary>
    public long Serial { get; set; }

    /// <summary>Whether the seats are kept for it.</summary>
    public Allocation Allocation { get; set; }

    /// <summary>What one seat serves.</summary>
    public SeatFor SeatFor { get; set; }

    /// <summary>Seats by kind.</summary>
    public IDictionary<string, long> Seats { get; }

    /// <summary>Seats that can serve any kind.</summary>
    public long Generic { get; set; }

    /// <summary>Periods with other counts.</summary>
    public IList<Stage> Stages { get; } = [];

    /// <summary>The length of an ordinary lease in seconds.</summary>
    public long MaxLease { get; set; }

    /// <summary>The longest borrowed lease in seconds.</summary>
    public long MaxBorrow { get; set; }

    /// <summary>Rights that are not seats.</summary>
    public IDictionary<string, Feature> Features { get; } = new SortedDictionary<string, Feature>(StringComparer.Ordinal);

    /// <summary><c>ext</c>.</summary>
    public IDictionary<string, string> Extensions { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    internal static SessionLicenseClaims Of(ServerLicenseClaims server) => new()
    {
        Product = server.Product,
        Id = "S1",
        Issuer = server.Id,
        IssuedAt = server.IssuedAt,
        NotBefore = server.NotBefore,
        Expires = server.NotBefore + (30 * Some.Day),
        Client = "Team",
        ServerUrl = "https://licenses.example",
        Serial = 1,
        Seats = Some.Seats(server.Seats["developer"] / 2),
        MaxLease = 600,
    };

    internal static SessionLicenseClaims Changed(SessionLicenseClaims claims, Action<SessionContent>? change)
    {
        var content = new SessionContent(claims);
        change?.Invoke(content);
        return content.ToClaims();
    }

    private SessionLicenseClaims ToClaims() => new()
    {
        Product = Product ?? throw Missing(nameof(Product)),
        Id = Id ?? throw Missing(nameof(Id)),
        Issuer = Issuer ?? throw Missing(nameof(Issuer)),
        IssuedAt = UnixTime.Of(IssuedAt),
        NotBefore = UnixTime.Of(NotBefore),
        Expires = UnixTime.Of(Expires),
        Client = Client ?? throw Missing(nameof(Client)),
        ServerUrl = ServerUrl ?? throw Missing(nameof(ServerUrl)),
        Serial = Serial,
        Allocation = Allocation,
        SeatFor = SeatFor,
        Seats = new Seats(Seats, Generic),
        Stages = [.. Stages],
        MaxLease = MaxLease,
        MaxBorrow = MaxBorrow,
        Features = Features.ToDictionary(StringComparer.Ordinal),
        Extensions = Extensions.ToDictionary(StringComparer.Ordinal),
    };

    private static ArgumentNullException Missing(string member) => new(member, "A session license always says this; to leave it out, use SessionLink.Saying.");
}
