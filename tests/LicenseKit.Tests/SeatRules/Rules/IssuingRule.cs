using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>May a server's grants change? <c>before</c> and <c>after</c> are the server with the old and with the new grants.</summary>
internal static class IssuingRule
{
    public static Verdict Of(ServerModel before, ServerModel after)
    {
        if (!GrantsFit(after))
        {
            return Verdict.OverBudget;
        }

        return LeavesNobodyOut(before, after) ? Verdict.Done : Verdict.LeasesOut;
    }

    /// <summary>The first instant at which a grant may start without leaving anybody out.</summary>
    /// <param name="before">The server without the grant.</param>
    /// <param name="startingAt">The server with the grant from an instant on.</param>
    public static long FirstFree(ServerModel before, Func<long, ServerModel> startingAt)
    {
        long[] candidates = [before.Now, .. startingAt(before.Now).Instants];
        return candidates.First(t => LeavesNobodyOut(before, startingAt(t)));
    }

    /// <summary>The grants alone fit every link, at every instant from now on; the room of a holder that is awaited counts.</summary>
    public static bool GrantsFit(ServerModel server) => server.Instants.Prepend(server.Now).All(t =>
        Allowances.OfStarts(server, t).All(a => Demand.OfGrants(server, t, withAwaited: true).Fits(a)));

    /// <summary>No session loses its place, as a start or as a renewal is judged, while its lease runs.</summary>
    public static bool LeavesNobodyOut(ServerModel before, ServerModel after) =>
        before.Has(PlantedFaults.NoIssuingRule)
        || after.Instants.Prepend(after.Now).All(t => LeavesNobodyOutAt(before, after, t));

    private static bool LeavesNobodyOutAt(ServerModel before, ServerModel after, long t) =>
        LeavesNobodyOutAt(before, after, t, Allowances.OfStarts(before, t), withAwaited: true)
        && LeavesNobodyOutAt(before, after, t, Allowances.OfRenewals(before, t), withAwaited: false);

    private static bool LeavesNobodyOutAt(ServerModel before, ServerModel after, long t, IReadOnlyList<Amount> allowances, bool withAwaited)
    {
        if (!Demand.OfGrants(after, t, withAwaited).IsLargerInAFigure(Demand.OfGrants(before, t, withAwaited)))
        {
            return true;
        }

        // What reserved licenses promise must be there too: one that was revoked takes what its sessions use while their leases run.
        var running = before.Live.Where(s => before.Covers(s, t)).ToArray();
        if (withAwaited && !allowances.All(a => Demand.OfPromises(after, running, t).Fits(a)))
        {
            return false;
        }

        var had = Places.InPool(before, before.Live, t, allowances, withAwaited);
        var has = Places.InPool(after, before.Live, t, allowances, withAwaited);
        return !had.Except(has).Any(session => before.Covers(session, t));
    }
}
