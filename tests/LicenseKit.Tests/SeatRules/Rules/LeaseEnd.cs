using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>Until when a lease may run, whoever else runs.</summary>
internal static class LeaseEnd
{
    /// <summary>The first instant at which one of the things behind a lease ends.</summary>
    public static long Latest(ServerModel server, SessionTerms license) =>
        new[] { server.Now + Length(server, license), OfLicense(server, license), server.End, server.FreshUntil }.Min();

    /// <summary>The ordinary length: the session license's own, at most that of every link.</summary>
    public static long Length(ServerModel server, SessionTerms license) =>
        Math.Min(license.Lease, server.Links.Min(l => l.Newest.MaxLease));

    /// <summary>The end of a session license; one that does not end before the chain expires lasts through the chain's grace.</summary>
    public static long OfLicense(ServerModel server, SessionTerms license) =>
        license.Cap.End >= server.Expires ? server.End : license.Cap.End;

    /// <summary>The first instant before <paramref name="end"/> at which the condition fails; the end when it always holds.</summary>
    public static long CutWhere(ServerModel server, long end, Func<long, bool> hasPlace)
    {
        if (server.Has(PlantedFaults.NoStageCuts))
        {
            return end;
        }

        foreach (var t in server.Instants)
        {
            if (t < end && !hasPlace(t))
            {
                return t;
            }
        }

        return end;
    }
}
