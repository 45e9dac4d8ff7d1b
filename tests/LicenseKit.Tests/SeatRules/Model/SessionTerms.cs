namespace LicenseKit.Tests.SeatRules.Model;

/// <summary>A session license, or the implicit one of the server's own process.</summary>
internal sealed class SessionTerms(string name)
{
    public const string LocalName = "local";

    public string Name { get; } = name;

    public bool IsLocal => Name == LocalName;

    public required bool IsReserved { get; init; }

    public required Curve Cap { get; init; }

    public required long IssuedAt { get; init; }

    /// <summary>Seconds of an ordinary lease.</summary>
    public required long Lease { get; init; }

    public bool IsRevoked { get; set; }

    /// <summary>The ordinary lengths that were in force, the present one last, and until which run time.</summary>
    public List<(long Length, long? Until)> Lengths { get; } = [];

    /// <summary>What a reserved license takes of the server's seats while no session uses more.</summary>
    public Amount GrantAt(long t) => IsReserved && !IsRevoked ? Cap.At(t) : Amount.None;

    /// <summary>What its sessions may use; one that does not end before the chain lasts through the chain's grace.</summary>
    public Amount CapAt(long t, long lastsTo)
    {
        if (IsLocal)
        {
            return Amount.All;
        }

        return IsRevoked ? Amount.None : (Cap with { End = lastsTo }).At(t);
    }

    public static SessionTerms Local() =>
        new(LocalName) { IsReserved = false, Cap = new(0, long.MaxValue, Amount.All, []), IssuedAt = 0, Lease = 600 };
}
