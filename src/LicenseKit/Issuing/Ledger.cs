using System.Collections.Immutable;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>Everything that a server has issued. Immutable: a step gives a new one, which is in force when it is stored.</summary>
internal sealed record Ledger
{
    public static Ledger Empty { get; } = new();

    public ImmutableDictionary<string, ServerGrant> Servers { get; init; } = ImmutableDictionary<string, ServerGrant>.Empty;

    public ImmutableDictionary<string, SessionGrant> Sessions { get; init; } = ImmutableDictionary<string, SessionGrant>.Empty;

    /// <summary>What all child servers may use together; what sessions here must leave to them.</summary>
    public Timeline Children => _children ??= Timeline.Sum(Servers.Values.Select(g => g.Demand()));

    private Timeline? _children;

    public long LiveCount(long now) => Servers.Values.LongCount(g => g.IsLive(now)) + Sessions.Values.LongCount(g => g.IsLive(now));

    public Ledger With(ServerGrant grant) => this with { Servers = Servers.SetItem(grant.Id, grant), _children = null };

    /// <summary>A grant of which only the holder's reports changed: the sums stay.</summary>
    public Ledger WithTold(ServerGrant grant) => this with { Servers = Servers.SetItem(grant.Id, grant) };

    public Ledger With(SessionGrant grant) => this with { Sessions = Sessions.SetItem(grant.Id, grant) };
}
