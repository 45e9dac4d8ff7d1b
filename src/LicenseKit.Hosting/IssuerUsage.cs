namespace LicenseKit.Hosting;

/// <summary>What a server has granted, and what it can still grant.</summary>
/// <remarks>Sessions are not in it: a grant that would take seats from leases that are out is refused until they have ended (LK7012).</remarks>
public sealed record IssuerUsage
{
    /// <summary>Most segments of one answer.</summary>
    public const int MaxSegments = 1000;

    /// <summary>Periods in which nothing changes, up to the end of the own license: at most 1,000. Ask for more from the end of the last one.</summary>
    public required IReadOnlyList<UsageSegment> Segments { get; init; }

    /// <summary>Live licenses now, and how many more may be issued.</summary>
    public required LicenseCounts Licenses { get; init; }
}
