using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>Which own version is settled: everything that was given out fits it to its end, so the older ones can be forgotten.</summary>
internal static class SettlementRule
{
    /// <summary>The highest serial that all grants and all leases fit; what is settled stays settled.</summary>
    public static long Of(ServerModel server)
    {
        var fitting = server.OwnFromSettled.Where(v => server.Has(PlantedFaults.NewestVersionOnly) || Fits(server, v.Version));
        return fitting.Select(v => v.Version.Serial).Append(server.Settled).Max();
    }

    private static bool Fits(ServerModel server, LicenseVersion version) =>
        server.Instants.Prepend(server.Now).All(t => Fits(server, version.AllowedAt(t), t));

    private static bool Fits(ServerModel server, Amount allowance, long t)
    {
        var placed = Places.InPool(server, server.Live, t, [allowance], withAwaited: false);
        return Demand.OfGrants(server, t, withAwaited: true).Fits(allowance)
            && server.Live.Where(s => server.Covers(s, t)).All(placed.Contains);
    }
}
