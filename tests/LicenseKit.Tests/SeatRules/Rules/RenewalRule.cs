using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>May a session renew, and until when is the lease?</summary>
internal static class RenewalRule
{
    /// <summary>It needs its place now, under U; the lease ends where it has none.</summary>
    public static Answer Of(ServerModel server, RunningSession session)
    {
        if (session.Deadline <= server.Ticks || session.IsEnded || !server.Serves || !SessionRule.Serves(server, session.License))
        {
            return Answer.Refused;
        }

        return HasPlace(server, session, server.Now)
            ? new(Verdict.Done, LeaseEnd.CutWhere(server, LeaseEnd.Latest(server, session.License), t => HasPlace(server, session, t)))
            : new(Verdict.NoSeat);
    }

    private static bool HasPlace(ServerModel server, RunningSession session, long t) =>
        Places.Of(server, server.Live, t, Allowances.OfRenewals(server, t), withAwaited: false).Contains(session);
}
