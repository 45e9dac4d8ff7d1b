using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Cli.Output;

/// <summary>What an accepted file allows as a function of time: every link counts, and the session license at its end.</summary>
/// <remarks>State and holder are as the file has them; a license that is not activated is shown as its right holder would have it.</remarks>
internal sealed class Allowed
{
    private readonly Timeline[] _timelines;
    private readonly bool _grants;

    public Allowed(Verdict verdict)
    {
        var chain = verdict.Chain!;
        _grants = verdict.Standing.Standing is not (Standing.Suspended or Standing.Revoked);
        _timelines =
        [
            .. Enumerable.Range(0, chain.Links.Count).Select(chain.Rights.TimelineOf),
            .. chain.SessionLicense is { Claims: var session } ? [Timeline.Of(session.NotBefore, StandingRules.EndOf(session, chain.Rights), session.Seats, session.Stages)] : Array.Empty<Timeline>(),
        ];
        Start = Math.Max(chain.Rights.ValidFrom, chain.SessionLicense?.Claims.ValidFrom ?? 0);
        End = _timelines.Min(t => t.End);
        var kinds = chain.Links.SelectMany(l => l.Seats.Kinds).Concat(chain.SessionLicense?.Seats.Kinds ?? []);
        Kinds = [.. kinds.Distinct().Order(StringComparer.Ordinal)];
        OwnKinds = (chain.SessionLicense?.Seats ?? chain.Leaf.Seats).Kinds;
    }

    /// <summary>The kinds that any link names, in ordinal order.</summary>
    public IReadOnlyList<string> Kinds { get; }

    /// <summary>The kinds that the last document names.</summary>
    public IReadOnlyList<string> OwnKinds { get; }

    /// <summary>First instant at which every link applies.</summary>
    public long Start { get; }

    /// <summary>First instant from which on nothing is allowed.</summary>
    public long End { get; }

    /// <summary>The most of one kind alone that fits every link.</summary>
    public long Most(string kind, long at) => _grants ? _timelines.Min(t => t.At(at).Most(kind)) : 0;

    /// <summary>The last document's own allowance, its kinds and generic; zero outside its period.</summary>
    public Seats Own(long at)
    {
        var own = _timelines[^1].At(at);
        return new(OwnKinds.Select(k => KeyValuePair.Create(k, own[k])), own.Generic);
    }

    /// <summary>What one link has at an instant, by its own.</summary>
    public Seats Of(int link, long at) => _timelines[link].At(at);

    /// <summary>When one link's own allowance changes next.</summary>
    public long? NextChange(int link, long at) => _timelines[link].NextChange(at);

    /// <summary>True for the links that allow the least of a kind.</summary>
    public bool Limits(int link, string kind, long at)
    {
        var least = _timelines.Min(t => t.At(at).Most(kind));
        return least != Limit.Unlimited && Of(link, at).Most(kind) == least;
    }

    /// <summary>When the allowance of any link changes next.</summary>
    public long? NextChange(long at) => _timelines.Min(t => t.NextChange(at));

    /// <summary>When the number of seats of this kind changes next; null when it never does.</summary>
    public long? NextChange(string kind, long at)
    {
        var now = Most(kind, at);
        var next = NextChange(at);
        while (next is { } then && Most(kind, then) == now)
        {
            next = NextChange(then);
        }

        return next;
    }
}
