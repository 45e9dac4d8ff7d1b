using System.Collections.Immutable;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>A session license that was issued here, and all its versions.</summary>
internal sealed record SessionGrant
{
    private Timeline? _cap;
    private Timeline? _reserved;

    /// <summary>Rising serials; never empty.</summary>
    public required ImmutableArray<SessionVersion> Versions
    {
        get;
        init => (field, _cap, _reserved) = (value, null, null);
    }

    /// <summary>The issuer's end that the newest version follows; null when it does not follow.</summary>
    public long? FollowedEnd
    {
        get;
        init => (field, _reserved) = (value, null);
    }

    public bool Revoked
    {
        get;
        init => (field, _reserved) = (value, null);
    }

    public SessionVersion Current => Versions[^1];

    /// <summary>What the newest version says; the server goes by it, whichever version an app brings.</summary>
    public SessionLicenseClaims Claims => Current.Claims;

    public string Id => Claims.Id;

    public string Client => Claims.Client;

    public bool IsReserved => Claims.Allocation == Allocation.Reserved;

    /// <summary>The seats that its sessions may use, as a function of time; what it ended with goes on, for a server in its grace.</summary>
    public Timeline Cap => _cap ??= Timeline.Of(Claims).Lasting();

    /// <summary>The seats that are kept for it: none for a shared license, which is a cap. One that follows the issuer counts to its end, issued again or not.</summary>
    public Timeline Reserved => _reserved ??= !IsReserved || Revoked ? Timeline.Nothing
        : FollowedEnd == Claims.Expires ? Timeline.Of(Claims.NotBefore, UnixTime.Max, Claims.Seats, Claims.Stages)
        : Timeline.Of(Claims);

    /// <summary>What it is worth now: what serves its sessions, and what lists show.</summary>
    public StandingReport Standing(IssuerRights own, long now) => StandingRules.OfIssued(Claims, Revoked, own.Chain, own.Standing, now);

    public bool IsLive(long now) => !Revoked && now < Claims.Expires;
}
