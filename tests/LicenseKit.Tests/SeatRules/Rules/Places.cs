using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>Who has a place: from the oldest session to the newest, each that raises no excess beside those that have one.</summary>
internal static class Places
{
    /// <summary>The sessions with a place in the pool of the server. Whether their licenses' caps leave them out is not asked.</summary>
    public static List<RunningSession> InPool(
        ServerModel server, IEnumerable<RunningSession> sessions, long t, IReadOnlyList<Amount> allowances, bool withAwaited)
    {
        var placed = new List<RunningSession>();
        foreach (var session in sessions)
        {
            if (FitsPool(server, session, placed, t, allowances, withAwaited))
            {
                placed.Add(session);
            }
        }

        return placed;
    }

    /// <summary>The sessions with a place in the cap of their license. Whether the pool leaves them out is not asked.</summary>
    public static List<RunningSession> InCaps(ServerModel server, IEnumerable<RunningSession> sessions, long t)
    {
        var placed = new List<RunningSession>();
        foreach (var session in sessions)
        {
            if (FitsCap(server, session, placed, t))
            {
                placed.Add(session);
            }
        }

        return placed;
    }

    /// <summary>The sessions with both places.</summary>
    public static List<RunningSession> Of(
        ServerModel server, IReadOnlyCollection<RunningSession> sessions, long t, IReadOnlyList<Amount> allowances, bool withAwaited)
    {
        return server.Has(PlantedFaults.OnePlace)
            ? InOneWalk(server, sessions, t, allowances, withAwaited)
            : [.. InPool(server, sessions, t, allowances, withAwaited).Intersect(InCaps(server, sessions, t))];
    }

    /// <summary>True when one more session raises no excess in the pool, at any of the allowances.</summary>
    public static bool FitsPool(
        ServerModel server,
        RunningSession session,
        IReadOnlyCollection<RunningSession> beside,
        long t,
        IReadOnlyList<Amount> allowances,
        bool withAwaited)
    {
        var before = Demand.InPool(server, session.License, beside, t, withAwaited);
        var after = Demand.InPool(server, session.License, [.. beside, session], t, withAwaited);
        return allowances.All(a => RaisesNoExcess(before, after, a));
    }

    /// <summary>True when one more session raises no excess in the cap of its license.</summary>
    public static bool FitsCap(ServerModel server, RunningSession session, IReadOnlyCollection<RunningSession> beside, long t)
    {
        var before = Demand.Use(beside.Where(s => s.License == session.License));
        return RaisesNoExcess(before, before.Plus(session.Unit), session.License.CapAt(t, LeaseEnd.OfLicense(server, session.License)));
    }

    private static bool RaisesNoExcess(Amount before, Amount after, Amount allowance) =>
        after.ExcessOver(allowance) <= before.ExcessOver(allowance);

    private static List<RunningSession> InOneWalk(
        ServerModel server, IEnumerable<RunningSession> sessions, long t, IReadOnlyList<Amount> allowances, bool withAwaited)
    {
        var placed = new List<RunningSession>();
        foreach (var session in sessions)
        {
            if (FitsPool(server, session, placed, t, allowances, withAwaited) && FitsCap(server, session, placed, t))
            {
                placed.Add(session);
            }
        }

        return placed;
    }
}
