using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Sessions;

/// <summary>Whether one more session may start: one pure function, whatever the store.</summary>
/// <remarks>
/// With C = what child servers may use: a shared session starts iff its license's sessions fit its cap, and C, for each reserved
/// license its grant (or what it uses, where that is more), and all shared sessions fit every link. A reserved one starts iff its
/// license's sessions fit that license, and C and all live sessions fit every link.
/// </remarks>
internal static class SeatRule
{
    /// <summary>Null when the seat is free; else what is allowed, what is in use, which license or stage limits it, and when that changes.</summary>
    /// <param name="chain">The server's own chain.</param>
    /// <param name="ledger">What it has granted.</param>
    /// <param name="sessions">The live sessions.</param>
    /// <param name="grant">The session license; null for a session in the server's own process: shared, no cap.</param>
    /// <param name="kind">The kind that is asked for.</param>
    /// <param name="now">Effective now.</param>
    public static LicenseFault? Refuse(Chain chain, Ledger ledger, SessionTable sessions, SessionGrant? grant, string kind, long now)
    {
        var one = Seats.One(kind);
        if (grant is not null)
        {
            // Through its server's grace it goes on with the seats that it ended with.
            var own = grant.Timeline.At(Math.Min(now, grant.Claims.Expires - 1));
            var use = sessions.UseOf(grant.Id);
            if (!own.Serves(use.Plus(one)))
            {
                return NoSeat(kind, $"session license '{grant.Client}'", own, use, grant.Timeline.NextChange(now), grant.Id);
            }
        }

        var children = ledger.Children.At(now);
        var inUse = grant is { Claims.Allocation: Allocation.Reserved } ? sessions.InUse : Shared(ledger, sessions, now);
        if (chain.Rights.LimitOf(children.Plus(inUse).Plus(one), now) is not { } link)
        {
            return null;
        }

        var allowance = chain.Rights.TimelineOf(chain.Links.Index().First(l => l.Item == link).Index).At(now);
        var all = children.Plus(inUse);
        return NoSeat(kind, $"license '{link.Client}'{StageName(link, now)}", allowance, all, chain.Rights.NextChange(now), link.Id,
            children.IsNone ? "" : $" ({children} of it granted to child servers)");
    }

    /// <summary>What all shared sessions must leave to the reserved licenses, and what they use themselves.</summary>
    private static Seats Shared(Ledger ledger, SessionTable sessions, long now)
    {
        var sum = sessions.InUse;
        foreach (var (grant, timeline) in ledger.Reserved)
        {
            if (grant.IsLive(now))
            {
                var use = sessions.UseOf(grant.Id);
                sum = sum.Minus(use).Plus(timeline.At(now).Larger(use));
            }
        }

        return sum;
    }

    private static string StageName(ServerLicense link, long now) =>
        link.Stages.FirstOrDefault(s => s.FromSeconds <= now && now < s.ToSeconds) is { } stage ? $" in its stage '{stage.Name}'" : "";

    private static LicenseFault NoSeat(string kind, string limitedBy, Seats allowed, Seats inUse, long? nextChange, string link, string more = "") => new(
        FaultCode.NoSeat,
        $"No {kind} seat is free: {limitedBy} allows {allowed}; in use {inUse}{more}.",
        nextChange is { } at && at < UnixTime.Max ? $"Try again when a session ends, or at {Shown.Instant(at)}, when the allowance changes." : "Try again when a session ends.",
        kind,
        link);
}
