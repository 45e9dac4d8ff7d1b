using LicenseKit.Licenses;

namespace LicenseKit.Sessions.Places;

/// <summary>What limits a session from an instant on: which license, what it allows then, and what is before the session.</summary>
/// <param name="At">The first instant at which the session has no place.</param>
/// <param name="Kind">Its kind of seat.</param>
/// <param name="License">The id of the license that limits.</param>
/// <param name="Name">The license as people know it, with its stage.</param>
/// <param name="Allowed">What it allows then.</param>
/// <param name="Granted">What child servers and reserved session licenses have of that.</param>
/// <param name="Running">Live sessions that count against it.</param>
internal sealed record SeatLimit(long At, string Kind, string License, string Name, Seats Allowed, SeatCounts Granted, long Running)
{
    /// <summary>Why the lease ends then.</summary>
    public LicenseFault EndsEarly() => new(FaultCode.NoSeat,
        $"The lease ends at {Shown.Instant(At)}: from then on {Facts()}.",
        "Save the work before then, or ask the operator for more seats; the session may go on when an older one ends.", Kind, License);

    /// <summary>Why a renewal is refused.</summary>
    public LicenseFault Refusal() => new(FaultCode.NoSeat,
        $"The session has no place any more: {Facts()}.",
        "It may work until its lease ends, and renewing again works when an older session ends or the allowance rises.", Kind, License);

    private string Facts() => $"{Name} allows {Allowed}{(Granted.IsNone ? "" : $", of which {Granted} is granted to others")}, and of {Running} running sessions the older ones come first";
}
