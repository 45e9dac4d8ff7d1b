using LicenseKit.Licenses;

namespace LicenseKit.Tests.SeatRules.Model;

/// <summary>An issued server license. The last holder is the present one; the others have not given their rights back.</summary>
internal sealed class ChildGrant(string name)
{
    public string Name { get; } = name;

    public List<Holder> Holders { get; init; } = [];

    public Holder Present => Holders[^1];

    public LicenseVersion Newest => Present.Versions[^1];

    /// <summary>What it takes of the issuer's seats at an instant.</summary>
    /// <param name="t">The instant.</param>
    /// <param name="issuerExpires">The issuer's present expiry, to which a following grant counts.</param>
    /// <param name="withAwaited">Whether the room of a holder that has not activated yet counts.</param>
    public Amount DemandAt(long t, long issuerExpires, bool withAwaited)
    {
        var holders = Holders.Where(h => withAwaited || !h.IsAwaited);
        return Amount.Sum(holders.Select(h => h == Present ? h.DemandAt(t).Max(ExtensionAt(t, issuerExpires)) : h.DemandAt(t)));
    }

    /// <summary>After its own end a following grant counts with its base until its issuer's license expires.</summary>
    public Amount ExtensionAt(long t, long issuerExpires) =>
        Newest.Follows && Newest.State != LicenseState.Revoked && Newest.Expires <= t && t < issuerExpires
            ? Newest.Seats.Base
            : Amount.None;

    public ChildGrant Copy() => new(Name) { Holders = [.. Holders.Select(h => h.Copy())] };
}
