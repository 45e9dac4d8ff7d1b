using System.Collections.ObjectModel;
using LicenseKit.Licenses;

namespace LicenseKit.Sessions;

/// <summary>What a hot check looks at: immutable, swapped whole.</summary>
internal sealed class SessionSnapshot(long until, SessionStanding standing, IReadOnlyDictionary<string, Feature> features, LicenseFault? fault, LicenseFault? endsEarly = null)
{
    public static readonly IReadOnlyDictionary<string, Feature> NoFeatures = ReadOnlyDictionary<string, Feature>.Empty;

    /// <summary>Coarse monotonic milliseconds at which the lease is over.</summary>
    public readonly long Until = until;

    public SessionStanding Standing { get; } = standing;

    public IReadOnlyDictionary<string, Feature> Features { get; } = features;

    /// <summary>Why the session is lost, ending or late.</summary>
    public LicenseFault? Fault { get; } = fault;

    /// <summary>Why the lease ends sooner than it otherwise would.</summary>
    public LicenseFault? EndsEarly { get; } = endsEarly;

    /// <summary>Why no lease follows this one, where that is known beforehand: a license ends there.</summary>
    public LicenseFault? AtEnd { get; init; }

    /// <summary>The end of the lease on this machine's wall clock.</summary>
    public DateTimeOffset LeaseEnds { get; init; }

    /// <summary>True while a renewal waits for its answer.</summary>
    public bool IsRenewing { get; init; }

    /// <summary>The session is over, at the end of the lease or before.</summary>
    public SessionSnapshot Over(LicenseFault fault) => new(long.MinValue, SessionStanding.Lost, NoFeatures, fault) { LeaseEnds = LeaseEnds };

    /// <summary>The lease has ended, with the reason that is known then.</summary>
    /// <param name="otherwise">The reason when none is known.</param>
    public SessionSnapshot Lapsed(LicenseFault? otherwise = null)
    {
        var refused = Standing == SessionStanding.Ending ? Fault : null;
        return Over(refused ?? AtEnd ?? Fault ?? EndsEarly ?? otherwise ?? (IsRenewing ? SessionFaults.Unanswered : SessionFaults.NotRenewed));
    }

    /// <summary>The same, while a renewal is under way.</summary>
    public SessionSnapshot Renewing() => new(Until, Standing, Features, Fault, EndsEarly) { AtEnd = AtEnd, LeaseEnds = LeaseEnds, IsRenewing = true };
}
