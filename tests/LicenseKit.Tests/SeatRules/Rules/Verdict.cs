namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>How a request is answered.</summary>
internal enum Verdict
{
    Done,

    /// <summary>Refused: there is no seat.</summary>
    NoSeat,

    /// <summary>Refused: the grants alone do not fit.</summary>
    OverBudget,

    /// <summary>Refused: a session would lose its place while its lease runs.</summary>
    LeasesOut,

    /// <summary>Refused for a reason that has nothing to do with seats: suspended, expired, stale, over, …</summary>
    Refused,
}
