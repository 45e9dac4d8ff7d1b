using LicenseKit.Licenses;

namespace LicenseKit.Tests.SeatRules.Model;

/// <summary>What an operator asks a license to say, in the terms of the model; instants are seconds since the world began.</summary>
internal sealed record GrantDraft(Amount Seats)
{
    /// <summary>Beyond every test.</summary>
    public const long Year = 365 * 86_400;

    public IReadOnlyList<Period> Stages { get; init; } = [];

    /// <summary>Null = now at the first issue, kept by later versions.</summary>
    public long? Starts { get; init; }

    public bool WhenFree { get; init; }

    public long Expires { get; init; } = Year;

    /// <summary>It ends with its issuer's license; <see cref="Expires"/> is not asked.</summary>
    public bool Follows { get; init; }

    public long Grace { get; init; }

    /// <summary>Levels of servers that may be issued below.</summary>
    public int Levels { get; init; }

    /// <summary>The longest lease of a server license, or the ordinary one of a session license.</summary>
    public long Lease { get; init; } = 6;

    /// <summary>Null = the issuer's.</summary>
    public Overage? Overage { get; init; }

    public long Silence { get; init; } = 14 * 86_400;

    /// <summary>Only for a session license: its seats are kept for it.</summary>
    public bool IsReserved { get; init; }

    /// <summary>Only for a Master's next version.</summary>
    public LicenseState State { get; init; } = LicenseState.Active;

    public override string ToString() =>
        $"{Seats}{string.Concat(Stages.Select(s => $" {s.From}..{s.To} {s.Seats}"))} {Starts}{(WhenFree ? " when free" : "")}"
        + $"{(Follows ? " follows" : $" to {Expires}")} lease {Lease}{(IsReserved ? " reserved" : "")}"
        + $" {Overage?.Mode}{Overage?.Seconds} {State}";
}
