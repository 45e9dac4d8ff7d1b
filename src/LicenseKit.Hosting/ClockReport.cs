namespace LicenseKit.Hosting;

/// <summary>The time of a stopped server beside the clock of this machine, and what is dated after that.</summary>
public sealed record ClockReport
{
    internal ClockReport()
    {
    }

    /// <summary>The stored floor: no time of the server is before it.</summary>
    public required DateTimeOffset Floor { get; init; }

    /// <summary>What this machine's clock says.</summary>
    public required DateTimeOffset Machine { get; init; }

    /// <summary>How far the floor is ahead of the machine's clock; negative when it is behind, as after every pause.</summary>
    public TimeSpan Ahead => Floor - Machine;

    /// <summary>Whose server it is; null when it holds no license.</summary>
    public string? Client { get; init; }

    /// <summary>The product; null when it holds no license.</summary>
    public string? Product { get; init; }

    /// <summary>The serial of the own license.</summary>
    public long Serial { get; init; }

    /// <summary>When the own license was signed.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>When the own license starts.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>True when setting the time to the machine's clock needs the root key: the own license is a Master's and is dated after it.</summary>
    public bool NeedsRootKey { get; init; }

    /// <summary>The server that must set its time first: it has signed a link that is held here and dated after the machine's clock. Null when there is none.</summary>
    public string? IssuerToHeal { get; init; }

    /// <summary>Live licenses issued here that are dated after the machine's clock; they are signed again when the time is set to it.</summary>
    public int DatedAhead { get; init; }
}
