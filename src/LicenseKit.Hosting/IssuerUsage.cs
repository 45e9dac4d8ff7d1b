namespace LicenseKit.Hosting;

/// <summary>What a server has granted, and what it can still grant.</summary>
/// <remarks>Sessions are not in it: a grant that would take seats from leases that are out is refused until they have ended (LK7012).</remarks>
public sealed record IssuerUsage
{
    /// <summary>Most segments of one answer.</summary>
    public const int MaxSegments = 1000;

    /// <summary>Periods in which nothing changes, up to the end of the own license: at most 1,000. Ask for more from the end of the last one.</summary>
    public required IReadOnlyList<UsageSegment> Segments { get; init; }

    /// <summary>Most live licenses, of both types; <see cref="Licenses.Limit.Unlimited"/> is allowed.</summary>
    public required long MaxLicenses { get; init; }

    /// <summary>Live licenses now.</summary>
    public required long LicensesUsed { get; init; }

    /// <summary>How many more may be issued now.</summary>
    public long LicensesLeft => MaxLicenses == Licenses.Limit.Unlimited ? MaxLicenses : Math.Max(0, MaxLicenses - LicensesUsed);
}
