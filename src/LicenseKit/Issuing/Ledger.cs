using System.Collections.Immutable;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>Everything that a server has issued. Immutable and swapped.</summary>
internal sealed record Ledger
{
    private Timeline? _children;
    private (SessionGrant Grant, Timeline Kept)[]? _reserved;

    public static Ledger Empty { get; } = new();

    public ImmutableDictionary<string, ServerGrant> Servers
    {
        get;
        init => (field, _children) = (value, null);
    } = ImmutableDictionary<string, ServerGrant>.Empty;

    public ImmutableDictionary<string, SessionGrant> Sessions
    {
        get;
        init => (field, _reserved) = (value, null);
    } = ImmutableDictionary<string, SessionGrant>.Empty;

    /// <summary>What all child servers may use together; what sessions here must leave to them.</summary>
    public Timeline Children => _children ??= Timeline.Sum(Servers.Values.Select(g => g.Demand()));

    /// <summary>The session licenses for which seats are kept, with these seats.</summary>
    public ReadOnlySpan<(SessionGrant Grant, Timeline Kept)> Reserved =>
        _reserved ??= [.. Sessions.Values.Where(g => g.Claims.Allocation == Allocation.Reserved).Select(g => (g, g.Demand()))];

    /// <summary>True for a session license for which seats are kept.</summary>
    public bool IsReserved(string license) =>
        Sessions.TryGetValue(license, out var grant) && grant.Claims.Allocation == Allocation.Reserved;

    public long LiveCount(long now) => Servers.Values.LongCount(g => g.IsLive(now)) + Sessions.Values.LongCount(g => g.IsLive(now));

    public Ledger With(ServerGrant grant) => this with { Servers = Servers.SetItem(grant.Id, grant) };

    /// <summary>A grant of which only the holder's reports changed: the sums stay.</summary>
    public Ledger WithReport(ServerGrant grant) => this with { Servers = Servers.SetItem(grant.Id, grant), _children = _children };

    public Ledger With(SessionGrant grant) => this with { Sessions = Sessions.SetItem(grant.Id, grant) };
}
