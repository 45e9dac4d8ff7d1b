using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>What a person wants a session license to say; what is left out takes the server's default.</summary>
public sealed class SessionLicenseDraft
{
    /// <summary>Whom it is for: 1-256 characters.</summary>
    public string Client { get; set; } = "";

    /// <summary>Seats by kind: a cap when shared, kept for it when reserved.</summary>
    public IDictionary<string, long> Seats { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Seats that can serve any kind.</summary>
    public long Generic { get; set; }

    /// <summary>Periods with other counts.</summary>
    public IList<StageDraft> Stages { get; init; } = [];

    /// <summary>Whether the seats are kept for it; shared unless said.</summary>
    public Allocation Allocation { get; set; }

    /// <summary>First instant; null = now.</summary>
    public DateTimeOffset? Starts { get; set; }

    /// <summary>Starts at the first instant at which it leaves no running lease without its place; excludes <see cref="Starts"/>.</summary>
    public bool WhenFree { get; set; }

    /// <summary>First instant after it; excludes <see cref="Duration"/>.</summary>
    public DateTimeOffset? Expires { get; set; }

    /// <summary>ISO 8601 by the UTC calendar, or <see cref="ServerLicenseDraft.AsLongAsIssuer"/>.</summary>
    public string? Duration { get; set; }

    /// <summary>The length of an ordinary lease; ten minutes unless said.</summary>
    public TimeSpan MaxLease { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest borrowed lease; none unless said.</summary>
    public TimeSpan MaxBorrow { get; set; }

    /// <summary>Where apps ask for seats; null = the server's public URL.</summary>
    public string? ServerUrl { get; set; }

    /// <summary>Rights that are not seats.</summary>
    public IDictionary<string, Feature> Features { get; init; } = new SortedDictionary<string, Feature>(StringComparer.Ordinal);

    /// <summary>Texts that are signed and shown, never enforced.</summary>
    public IDictionary<string, string> Extensions { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}
