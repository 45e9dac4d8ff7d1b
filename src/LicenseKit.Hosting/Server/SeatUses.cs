using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions.Places;

namespace LicenseKit.Hosting.Server;

/// <summary>The use of the seats as operators see it.</summary>
internal static class SeatUses
{
    /// <param name="published">What is granted and in use.</param>
    /// <param name="uses">The live sessions of each session license.</param>
    /// <param name="serves">False while no session is served.</param>
    /// <param name="now">The instant.</param>
    public static SeatUse Of(Published published, IEnumerable<KeyValuePair<string, Seats>> uses, bool serves, long now)
    {
        var (ledger, chain) = (published.Ledger, published.Child.Chain!);
        var kept = ledger.Reserved.At(now);
        var (extra, ofReserved) = (SeatCounts.None, SeatCounts.None);
        foreach (var (license, seats) in uses)
        {
            if (ledger.Sessions.TryGetValue(license, out var grant) && grant.IsReserved)
            {
                var use = SeatCounts.Of(seats);
                extra = extra.Plus(ReservedUse.ExtraOf(use, grant.Reserved.At(now)));
                ofReserved = ofReserved.Plus(use);
            }
        }

        var children = ledger.GrantedAndRoom.At(now).Minus(kept);
        var reserved = kept.Plus(extra);
        var shared = SeatCounts.Of(published.InUse).Minus(ofReserved);
        var allowed = chain.Rights.TimelineOf(chain.Links.Count - 1).At(now);
        var left = serves ? Budget.Left(chain, children.Plus(reserved).Plus(shared).ToSeats(), now) : Seats.None;
        return new(UnixTime.ToInstant(now), allowed, children.ToSeats(), reserved.ToSeats(), shared.ToSeats(), left);
    }
}
