using LicenseKit.Chains;

namespace LicenseKit.Hosting;

/// <summary>Which licenses to list; all when nothing is said.</summary>
public sealed record LicenseQuery
{
    /// <summary>Part of a client name, in any case.</summary>
    public string? Search { get; init; }

    /// <summary><c>server</c>, <c>session</c>, or null for both.</summary>
    public string? Type { get; init; }

    /// <summary>Only licenses of this standing; null for all.</summary>
    public Standing? Standing { get; init; }

    /// <summary>Only licenses that expire at this instant or later; null for all.</summary>
    public DateTimeOffset? ExpiresFrom { get; init; }

    /// <summary>Only licenses that expire before this instant; null for all.</summary>
    public DateTimeOffset? ExpiresBefore { get; init; }

    /// <summary>Only server licenses whose holder pinged, but not since this instant; null for all.</summary>
    public DateTimeOffset? PingedBefore { get; init; }

    /// <summary>The order.</summary>
    public LicenseSort Sort { get; init; }
}
