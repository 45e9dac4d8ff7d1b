using LicenseKit.Licenses;
using LicenseKit.Sessions;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Server;

/// <summary>Sessions after a restart: those of this process ended with it; each other one gets one full lease, once, counted from the first start after it was stored.</summary>
/// <remarks>
/// Nothing is written for a session: its row names the run in which it was stored, and each start of a run is one stored row. A full lease is the
/// longest ordinary length under which its lease may still be out; it is not cut by today's standing, expiry or freshness.
/// </remarks>
internal static class Restart
{
    /// <summary>Fills the table of a state whose run, child, ledger and lengths are there.</summary>
    /// <param name="state">The state.</param>
    /// <param name="starts">Run time in milliseconds at the start of each run.</param>
    /// <param name="sessions">The stored sessions.</param>
    public static void Restore(ServerState state, IReadOnlyDictionary<long, long> starts, IEnumerable<StoredSession> sessions)
    {
        foreach (var session in sessions)
        {
            state.LastNumber = Math.Max(state.LastNumber, session.Number);
            if (session.License == LeaseRule.LocalLicense)
            {
                continue;
            }

            var restoredAt = starts.GetValueOrDefault(session.Run + 1, state.Run.StartedAt);
            var deadline = state.Run.Ticks(restoredAt + FullLease(state, session.License, restoredAt));
            var flags = session.IsEnded ? SessionFlags.Restored | SessionFlags.Ended : SessionFlags.Restored;
            var reserved = state.IsReserved(session.License);
            state.Sessions.Add(session.Id, session.Number, session.License, session.Kind, reserved, session.N, deadline, flags);
        }

        state.Sessions.Peak = state.Sessions.Count;
    }

    /// <summary>The longest ordinary lease, in milliseconds, that may be out at an instant of run time.</summary>
    private static long FullLease(ServerState state, string license, long at)
    {
        var own = LeaseRule.LengthOf(state.Ledger.Sessions.GetValueOrDefault(license));
        var chain = state.Child.Chain?.Rights.MaxLease ?? Limit.Unlimited;
        return Math.Min(state.Lengths.Longest(license, own, chain, at), UnixTime.Max) * 1000;
    }
}
