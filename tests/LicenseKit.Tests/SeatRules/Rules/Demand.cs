using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>What is taken of a server's seats at an instant.</summary>
internal static class Demand
{
    /// <summary>The server licenses that it has issued.</summary>
    public static Amount OfChildren(ServerModel server, long t, bool withAwaited) =>
        Amount.Sum(server.Children.Select(c => c.DemandAt(t, server.Expires, withAwaited)));

    /// <summary>All grants, without sessions.</summary>
    public static Amount OfGrants(ServerModel server, long t, bool withAwaited) =>
        OfChildren(server, t, withAwaited).Plus(Amount.Sum(server.Licenses.Select(l => l.GrantAt(t))));

    /// <summary>All grants and sessions, a reserved license at its grant, or more where its sessions use more.</summary>
    public static Amount OfAll(ServerModel server, IReadOnlyCollection<RunningSession> sessions, long t, bool withAwaited) =>
        OfChildren(server, t, withAwaited)
            .Plus(Amount.Sum(server.Licenses.Where(l => l.IsReserved).Select(l => Kept(l, sessions, t))))
            .Plus(Use(sessions.Where(s => !s.License.IsReserved)));

    /// <summary>All grants, and what the sessions of reserved licenses use beyond theirs.</summary>
    public static Amount OfPromises(ServerModel server, IReadOnlyCollection<RunningSession> sessions, long t) =>
        OfAll(server, [.. sessions.Where(s => s.License.IsReserved)], t, withAwaited: true);

    /// <summary>What a session competes with: children and sessions; for a shared one, reserved licenses too.</summary>
    public static Amount InPool(
        ServerModel server, SessionTerms license, IReadOnlyCollection<RunningSession> sessions, long t, bool withAwaited) =>
        license.IsReserved ? OfChildren(server, t, withAwaited).Plus(Use(sessions)) : OfAll(server, sessions, t, withAwaited);

    public static Amount Use(IEnumerable<RunningSession> sessions) => Amount.Sum(sessions.Select(s => s.Unit));

    /// <summary>A reserved license keeps its grant if its sessions fit it, else of each figure the larger.</summary>
    private static Amount Kept(SessionTerms license, IReadOnlyCollection<RunningSession> sessions, long t)
    {
        var (grant, use) = (license.GrantAt(t), Use(sessions.Where(s => s.License == license)));
        return use.Fits(grant) ? grant : grant.Max(use);
    }
}
