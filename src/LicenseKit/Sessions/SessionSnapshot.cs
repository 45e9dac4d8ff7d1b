namespace LicenseKit.Sessions;

/// <summary>What a hot check looks at: immutable, swapped whole.</summary>
internal sealed class SessionSnapshot(long until, SessionStanding standing, IReadOnlyList<string> features, LicenseFault? fault, LicenseFault? endsEarly = null)
{
    /// <summary>Coarse monotonic milliseconds at which the lease is over.</summary>
    public readonly long Until = until;

    public SessionStanding Standing { get; } = standing;

    public IReadOnlyList<string> Features { get; } = features;

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
    public SessionSnapshot Over(LicenseFault fault) => new(long.MinValue, SessionStanding.Lost, [], fault) { LeaseEnds = LeaseEnds };

    /// <summary>The lease has ended, with the reason that is known then.</summary>
    public SessionSnapshot Lapsed() => Over(Fault ?? AtEnd ?? EndsEarly ?? (IsRenewing ? SessionFaults.Unanswered : SessionFaults.NotRenewed));

    /// <summary>The same, while a renewal is under way.</summary>
    public SessionSnapshot Renewing() => new(Until, Standing, Features, Fault, EndsEarly) { AtEnd = AtEnd, LeaseEnds = LeaseEnds, IsRenewing = true };
}
