using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Testing;

/// <summary>What a server license of a test says; a test changes it before it is signed, to something good or bad.</summary>
/// <remarks>Durations and maxima are as <see cref="ServerLicense"/> has them: seconds, or <see cref="Limit.Unlimited"/>. What cannot be said here at all, <see cref="Link.Saying(string)"/> can.</remarks>
public sealed class LicenseContent
{
    private readonly SigningKey _holder;

    private LicenseContent(ServerLicenseClaims claims, SigningKey holder)
    {
        _holder = holder;
        Product = claims.Product;
        Id = claims.Id;
        Issuer = claims.Issuer;
        IssuedAt = UnixTime.ToInstant(claims.IssuedAt);
        NotBefore = UnixTime.ToInstant(claims.NotBefore);
        Expires = UnixTime.ToInstant(claims.Expires);
        Binding = claims.Binding;
        Client = claims.Client;
        Contact = claims.Contact;
        Extensions = new SortedDictionary<string, string>(claims.Extensions.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        Features = new SortedDictionary<string, Feature>(claims.Features.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        Grace = TimeSpan.FromSeconds(claims.Grace);
        MaxDuration = claims.MaxDuration;
        MaxLease = claims.MaxLease;
        MaxLicenses = claims.MaxLicenses;
        MaxOffline = claims.MaxOffline;
        Oem = claims.Oem;
        Overage = claims.Overage;
        Parent = claims.Parent;
        ParentUrl = claims.ParentUrl;
        Seats = new SortedDictionary<string, long>(claims.Seats.Kinds.ToDictionary(k => k, k => claims.Seats[k], StringComparer.Ordinal), StringComparer.Ordinal);
        Generic = claims.Seats.Generic;
        Serial = claims.Serial;
        Stages = [.. claims.Stages];
        State = claims.State;
    }

    /// <summary><c>aud</c>.</summary>
    public string Product { get; set; }

    /// <summary><c>sub</c>: the license id; <c>L0</c> for the Master, <c>L1</c> below it, and so on.</summary>
    public string Id { get; set; }

    /// <summary><c>iss</c>: the issuer's license id, or the root key's thumbprint.</summary>
    public string Issuer { get; set; }

    /// <summary><c>iat</c>.</summary>
    public DateTimeOffset IssuedAt { get; set; }

    /// <summary><c>nbf</c>.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary><c>exp</c>.</summary>
    public DateTimeOffset Expires { get; set; }

    /// <summary><c>cnf</c>: whose it is; null = not activated.</summary>
    public Binding? Binding { get; set; }

    /// <summary>Whose server it is.</summary>
    public string Client { get; set; }

    /// <summary>When to ping; null = offline.</summary>
    public Contact? Contact { get; set; }

    /// <summary><c>ext</c>.</summary>
    public IDictionary<string, string> Extensions { get; }

    /// <summary>Rights that are not seats.</summary>
    public IDictionary<string, Feature> Features { get; }

    /// <summary>How long after <see cref="Expires"/> sessions are still served.</summary>
    public TimeSpan Grace { get; set; }

    /// <summary>Longest session license in seconds.</summary>
    public long MaxDuration { get; set; }

    /// <summary>Longest lease in seconds.</summary>
    public long MaxLease { get; set; }

    /// <summary>Most live licenses.</summary>
    public long MaxLicenses { get; set; }

    /// <summary>Longest silence of servers below in seconds.</summary>
    public long MaxOffline { get; set; }

    /// <summary>Levels of servers that may be issued below.</summary>
    public int Oem { get; set; }

    /// <summary>What happens to sessions above an allowance that was made smaller.</summary>
    public Overage Overage { get; set; }

    /// <summary>The version of the parent under which it is issued; null in a Master.</summary>
    public ParentReference? Parent { get; set; }

    /// <summary>Where the parent is; null in a Master.</summary>
    public string? ParentUrl { get; set; }

    /// <summary>Seats by kind, where no stage is in force.</summary>
    public IDictionary<string, long> Seats { get; }

    /// <summary>Seats that can serve any kind, where no stage is in force.</summary>
    public long Generic { get; set; }

    /// <summary>Rises with every version.</summary>
    public long Serial { get; set; }

    /// <summary>Periods with another allowance, in the order in which they are written; see <see cref="Some.Stage(DateTimeOffset, DateTimeOffset, Licenses.Seats, string)"/>.</summary>
    public IList<Stage> Stages { get; }

    /// <summary>The signed state.</summary>
    public LicenseState State { get; set; }

    /// <summary>Binds the license to the License Code of its holder's key instead of the key itself.</summary>
    public void BindByCode() => Binding = new Binding.ToCode(LicenseCode.Of(_holder.PublicKey, Product));

    internal static ServerLicenseClaims Changed(ServerLicenseClaims claims, SigningKey holder, Action<LicenseContent>? change)
    {
        if (change is null)
        {
            return claims;
        }

        var content = new LicenseContent(claims, holder);
        change(content);
        return content.ToClaims();
    }

    private ServerLicenseClaims ToClaims() => new()
    {
        Product = Product ?? throw Missing(nameof(Product)),
        Id = Id ?? throw Missing(nameof(Id)),
        Issuer = Issuer ?? throw Missing(nameof(Issuer)),
        IssuedAt = UnixTime.Of(IssuedAt),
        NotBefore = UnixTime.Of(NotBefore),
        Expires = UnixTime.Of(Expires),
        Binding = Binding,
        Client = Client ?? throw Missing(nameof(Client)),
        Contact = Contact,
        Extensions = Extensions.ToDictionary(StringComparer.Ordinal),
        Features = Features.ToDictionary(StringComparer.Ordinal),
        Grace = (long)Grace.TotalSeconds,
        MaxDuration = MaxDuration,
        MaxLease = MaxLease,
        MaxLicenses = MaxLicenses,
        MaxOffline = MaxOffline,
        Oem = Oem,
        Overage = Overage ?? throw Missing(nameof(Overage)),
        Parent = Parent,
        ParentUrl = ParentUrl,
        Seats = new Seats(Seats, Generic),
        Serial = Serial,
        Stages = [.. Stages],
        State = State,
    };

    private static ArgumentNullException Missing(string member) => new(member, "A license always says this; to leave it out, use Link.Saying.");
}
