namespace LicenseKit.Tests.SeatRules.Model;

/// <summary>One running app in one seat.</summary>
/// <remarks>Ends are in monotonic seconds: a lease that is out does not end sooner because a clock was set.</remarks>
internal sealed class RunningSession(string name, long number, string kind, SessionTerms license)
{
    public string Name { get; } = name;

    /// <summary>Older sessions have lower numbers.</summary>
    public long Number { get; } = number;

    public string Kind { get; } = kind;

    public SessionTerms License { get; } = license;

    /// <summary>When the seat is free.</summary>
    public long Deadline { get; set; }

    /// <summary>When the client must stop: the latest end of a lease that it was given.</summary>
    public long ClientEnd { get; set; }

    /// <summary>An operator has ended it.</summary>
    public bool IsEnded { get; set; }

    /// <summary>A restart gave it one full lease, and it has not renewed since.</summary>
    public bool IsRestored { get; set; }

    /// <summary>The bounds of the deadline that the last restart gave.</summary>
    public (long Least, long Most) Restored { get; set; }

    /// <summary>Only for the planted fault: the deadline of the restart in effective time.</summary>
    public long RestoredUntilEffective { get; set; }

    public Amount Unit => Amount.One(Kind);
}
