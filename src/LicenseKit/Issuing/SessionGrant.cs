using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>A session license that was issued here.</summary>
internal sealed record SessionGrant
{
    public required SessionLicense License { get; init; }

    /// <summary>The draft it was made from, as JSON.</summary>
    public required string Draft { get; init; }

    public bool Revoked { get; init; }

    public string Id => License.Id;

    public bool IsLive(long now) => !Revoked && now < License.Claims.Expires;

    /// <summary>The seats that the budget counts: none for a shared license, which is a cap.</summary>
    public Timeline Demand() => License.Allocation == Allocation.Reserved && !Revoked ? Timeline.Of(License) : Timeline.Nothing;
}
