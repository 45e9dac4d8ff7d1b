namespace LicenseKit.Hosting;

/// <summary>How the time of a stopped server was set.</summary>
public sealed record ClockRepair
{
    internal ClockRepair()
    {
    }

    /// <summary>The floor before.</summary>
    public required DateTimeOffset Before { get; init; }

    /// <summary>The floor since then: the instant that was asked for, but not before any link that is held was signed.</summary>
    public required DateTimeOffset Floor { get; init; }

    /// <summary>Licenses issued here that were signed again.</summary>
    public required int SignedAgain { get; init; }

    /// <summary>The server that has signed a link that is held here and dated after the instant, which the floor is therefore after: it must set its time first. Null when the floor is the instant.</summary>
    public string? IssuerToHeal { get; init; }

    /// <summary>The serial of the Master license that was signed again; null when it was not.</summary>
    public long? MasterSerial { get; init; }

    /// <summary>The file of the Master license that was signed again: it is in force already; null when it was not.</summary>
    public byte[]? MasterFile { get; init; }
}
