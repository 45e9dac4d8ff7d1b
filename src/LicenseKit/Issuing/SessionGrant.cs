using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>A session license that was issued here.</summary>
internal sealed record SessionGrant
{
    private Timeline? _timeline;

    /// <summary>What the newest version says.</summary>
    public required SessionLicenseClaims Claims
    {
        get;
        init => (field, _timeline) = (value, null);
    }

    /// <summary>The newest version; not signed yet while its batch is being decided.</summary>
    public required Document Document { get; init; }

    /// <summary>The draft it was made from, as JSON.</summary>
    public required string Draft { get; init; }

    /// <summary>The issuer's end that the newest version follows; null when it does not follow.</summary>
    public long? FollowedEnd { get; init; }

    public bool Revoked { get; init; }

    public string Id => Claims.Id;

    public string Client => Claims.Client;

    /// <summary>The seats that it may use, as a function of time.</summary>
    public Timeline Timeline => _timeline ??= Timeline.Of(Claims);

    public bool IsLive(long now) => !Revoked && now < Claims.Expires;

    /// <summary>The seats that the budget counts: none for a shared license, which is a cap.</summary>
    public Timeline Demand() => Claims.Allocation == Allocation.Reserved && !Revoked ? Timeline : Timeline.Nothing;
}
