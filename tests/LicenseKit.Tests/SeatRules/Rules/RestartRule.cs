using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>How long a restart holds a seat.</summary>
/// <remarks>
/// A crash may lengthen a hold and never shorten it: run time is stored with commits, and a model that does not follow commits knows only
/// bounds. The deadline is exact where both are the same.
/// </remarks>
internal static class RestartRule
{
    /// <summary>The first restart gives one full lease; a session that has not renewed since keeps that deadline at the next.</summary>
    public static void Restore(ServerModel server, RunningSession session)
    {
        var (least, most) = FullLease(server, session.License);
        if (session.Deadline <= server.Ticks)
        {
            session.Restored = (0, server.Ticks + most); // it has lapsed; whether that was stored is not known here
            return;
        }

        session.Restored = session.IsRestored ? (Again(server, session), server.Ticks + most) : (server.Ticks + least, server.Ticks + most);
        session.Deadline = session.Restored.Least;
        session.RestoredUntilEffective = session.IsRestored ? session.RestoredUntilEffective : server.FreeAt(session);
        session.IsRestored = true;
    }

    /// <summary>Remembers the ordinary length in force; a lowering stays in memory for as long as the former length.</summary>
    public static void NoteLengths(ServerModel server)
    {
        server.LongestLease = Math.Max(server.LongestLease, server.Links.Min(l => l.Newest.MaxLease));
        foreach (var license in server.Licenses)
        {
            var (length, lengths) = (LeaseEnd.Length(server, license), license.Lengths);
            if (lengths.Count == 0 || lengths[^1].Length != length)
            {
                if (lengths.Count > 0)
                {
                    lengths[^1] = (lengths[^1].Length, server.Ticks);
                }

                lengths.Add((length, null));
            }
        }
    }

    /// <summary>The longest ordinary length that was in force within that length before; at most what the links ever let it have.</summary>
    private static (long Least, long Most) FullLease(ServerModel server, SessionTerms license)
    {
        var remembered = license.Lengths.Where(l => l.Until is not { } until || until + l.Length > server.Ticks);
        return (remembered.Max(l => l.Length), Math.Min(license.Lease, server.LongestLease));
    }

    private static long Again(ServerModel server, RunningSession session) => server.Has(PlantedFaults.NoRunTime)
        ? server.Ticks + session.RestoredUntilEffective - server.Now
        : session.Deadline;
}
