namespace LicenseKit.Sessions;

/// <summary>What a hot check looks at: immutable, swapped whole.</summary>
internal sealed class SessionSnapshot(long until, SessionStanding standing, IReadOnlyList<string> features, LicenseFault? fault, LicenseFault? endsEarly = null)
{
    public static readonly SessionSnapshot Over = new(long.MinValue, SessionStanding.Lost, [], null);

    /// <summary>Coarse monotonic milliseconds at which the lease is over.</summary>
    public readonly long Until = until;

    public SessionStanding Standing { get; } = standing;

    public IReadOnlyList<string> Features { get; } = features;

    /// <summary>Why the session is lost or late.</summary>
    public LicenseFault? Fault { get; } = fault;

    /// <summary>Why the lease ends sooner than it otherwise would.</summary>
    public LicenseFault? EndsEarly { get; } = endsEarly;
}
