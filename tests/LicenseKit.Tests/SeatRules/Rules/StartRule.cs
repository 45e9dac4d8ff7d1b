using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>May a session start, and until when is its first lease?</summary>
internal static class StartRule
{
    /// <summary>It may raise no excess now, beside all that live; its lease ends where it, as the newest, has no place.</summary>
    public static Answer Of(ServerModel server, RunningSession candidate)
    {
        if (!server.Serves || !SessionRule.Serves(server, candidate.License))
        {
            return Answer.Refused;
        }

        var (now, live) = (server.Now, server.Live);
        if (!Places.FitsCap(server, candidate, live, now)
            || !Places.FitsPool(server, candidate, live, now, Allowances.OfStarts(server, now), withAwaited: true))
        {
            return new(Verdict.NoSeat);
        }

        return new(Verdict.Done, LeaseEnd.CutWhere(server, LeaseEnd.Latest(server, candidate.License), t =>
            Places.Of(server, [.. live, candidate], t, Allowances.OfStarts(server, t), withAwaited: true).Contains(candidate)));
    }
}
