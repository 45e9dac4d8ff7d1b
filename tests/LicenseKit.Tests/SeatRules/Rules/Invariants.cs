using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>What must be true after every step, whatever was decided (design 12).</summary>
internal static class Invariants
{
    /// <summary>Every violation, as a sentence.</summary>
    /// <param name="world">The servers, with the leases that were really given.</param>
    /// <param name="clockWasSet">A lease that is out outlasts a stage when effective time jumps: then only clients are asked.</param>
    public static IEnumerable<string> BrokenIn(ModelWorld world, bool clockWasSet) =>
        world.Servers.Values.SelectMany(s => clockWasSet ? OfClients(s) : [.. OfClients(s), .. OfSeats(s), .. OfTree(s)]);

    /// <summary>A seat is never free while a client may still use it.</summary>
    private static IEnumerable<string> OfClients(ServerModel server) =>
        server.Sessions.Where(s => s.ClientEnd > server.Ticks && s.Deadline < s.ClientEnd)
            .Select(s => $"{server.Name}: the seat of {s.Name} is free before its lease ends");

    /// <summary>Invariants 3 and 4: at every instant from now on, the leases that then still run and all grants fit U.</summary>
    private static IEnumerable<string> OfSeats(ServerModel server)
    {
        foreach (var t in server.Instants.Prepend(server.Now))
        {
            var running = server.Sessions.Where(s => s.ClientEnd - server.Ticks > t - server.Now).ToArray();
            var (allowed, used) = (Allowances.Unsettled(server, t), Demand.OfAll(server, running, t, withAwaited: false));
            if (!used.Fits(allowed) && !IsOverGranted(server, t, allowed))
            {
                yield return $"{server.Name}: {used} of {allowed} are used at {t}";
            }
        }
    }

    /// <summary>A version that lasts longer with fewer seats leaves the grants that follow it over-granted after the former end.</summary>
    private static bool IsOverGranted(ServerModel server, long t, Amount allowed) =>
        !Demand.OfGrants(server, t, withAwaited: false).Fits(allowed)
        && server.Children.Any(c => c.ExtensionAt(t, server.Expires) != Amount.None);

    /// <summary>Invariants 2 and 4: the parent counts at least what the child may give out under any version.</summary>
    private static IEnumerable<string> OfTree(ServerModel server)
    {
        if (server.Parent is null)
        {
            yield break;
        }

        foreach (var t in server.Instants.Prepend(server.Now))
        {
            var (allowed, counted) = (Allowances.Unsettled(server, t), server.HeldAs.DemandAt(t));
            if (allowed.IsLargerInAFigure(counted))
            {
                yield return $"{server.Name}: its parent counts {counted} at {t}, it has {allowed}";
            }
        }
    }
}
