using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>What a person wants a server license to say; what is left out takes the issuer's default.</summary>
/// <remarks>Required: <see cref="Client"/>, <see cref="Seats"/> or <see cref="Generic"/>, and <see cref="Duration"/> or <see cref="Expires"/>.</remarks>
public sealed class ServerLicenseDraft
{
    /// <summary>For <see cref="Oem"/>: as many levels below as the issuer may give.</summary>
    public const int AsManyLevelsAsAllowed = int.MaxValue;

    /// <summary>For <see cref="Duration"/>: as long as the issuer's own license.</summary>
    public const string AsLongAsIssuer = "issuer";

    /// <summary>Whose server it is: 1-256 characters, unique among the issuer's live children.</summary>
    public string Client { get; set; } = "";

    /// <summary>The issuer's public URL; null = its own.</summary>
    public string? ParentUrl { get; set; }

    /// <summary>Seats by kind; <see cref="Limit.Unlimited"/> is allowed.</summary>
    public IDictionary<string, long> Seats { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Seats that can serve any kind.</summary>
    public long Generic { get; set; }

    /// <summary>Periods with another allowance.</summary>
    public IList<StageDraft> Stages { get; init; } = [];

    /// <summary>First instant; null = now at the first issue, kept by later versions.</summary>
    public DateTimeOffset? Starts { get; set; }

    /// <summary>Starts at the first instant at which it leaves no running lease without its place; excludes <see cref="Starts"/>.</summary>
    public bool WhenFree { get; set; }

    /// <summary>First instant after it; excludes <see cref="Duration"/>.</summary>
    public DateTimeOffset? Expires { get; set; }

    /// <summary>ISO 8601 by the UTC calendar, from the start (<c>P1Y</c>), or <see cref="AsLongAsIssuer"/>.</summary>
    public string? Duration { get; set; }

    /// <summary>How long after the end sessions are still served.</summary>
    public TimeSpan Grace { get; set; }

    /// <summary>Levels of servers that may be issued below; 0 = none.</summary>
    public int Oem { get; set; }

    /// <summary>True for an offline server that never contacts its parent; needs <see cref="LicenseCode"/> or <see cref="Request"/>.</summary>
    public bool SuppressPings { get; set; }

    /// <summary>Time between pings; null = PT1H, or half of the silence if less.</summary>
    public TimeSpan? Every { get; set; }

    /// <summary>Longest silence; null = P14D, or the issuer's maxOffline if less.</summary>
    public TimeSpan? Silence { get; set; }

    /// <summary>Binds the license to the installation with this code.</summary>
    public string? LicenseCode { get; set; }

    /// <summary>Binds the license to the installation that made this activation request file (JSON); excludes <see cref="LicenseCode"/>.</summary>
    public string? Request { get; set; }

    /// <summary>Longest session license; null = the issuer's. <see cref="TimeSpan.MaxValue"/> = unlimited.</summary>
    public TimeSpan? MaxDuration { get; set; }

    /// <summary>Longest lease; null = the issuer's.</summary>
    public TimeSpan? MaxLease { get; set; }

    /// <summary>Longest silence of servers below; null = 0, or the issuer's when <see cref="Oem"/> is given.</summary>
    public TimeSpan? MaxOffline { get; set; }

    /// <summary>Most live licenses; null = the issuer's.</summary>
    public long? MaxLicenses { get; set; }

    /// <summary>What happens to sessions above a smaller allowance; null = the issuer's.</summary>
    public Overage? Overage { get; set; }

    /// <summary>Rights that are not seats.</summary>
    public IDictionary<string, Feature> Features { get; init; } = new SortedDictionary<string, Feature>(StringComparer.Ordinal);

    /// <summary>Texts that are signed and shown, never enforced.</summary>
    public IDictionary<string, string> Extensions { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}
