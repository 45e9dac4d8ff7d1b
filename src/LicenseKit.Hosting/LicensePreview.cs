using LicenseKit.Stages;

namespace LicenseKit.Hosting;

/// <summary>What a change would make of a license; nothing was signed or stored.</summary>
public sealed record LicensePreview
{
    /// <summary>The license as it would be. A new one gets another id when it is issued.</summary>
    public required IssuedLicense License { get; init; }

    /// <summary>Its allowance from its start to its end, grace included.</summary>
    public required IReadOnlyList<Segment> Timeline { get; init; }

    /// <summary>What the issuer could still grant with it.</summary>
    public required IssuerUsage Left { get; init; }
}
