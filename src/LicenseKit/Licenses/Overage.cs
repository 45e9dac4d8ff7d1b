namespace LicenseKit.Licenses;

/// <summary>What happens to running sessions above an allowance that was made smaller.</summary>
/// <param name="Mode">The rule itself.</param>
/// <param name="Seconds">Seconds for which they may go on; only with <see cref="OverageMode.Deadline"/>.</param>
public sealed record Overage(OverageMode Mode, long Seconds = 0)
{
    /// <summary>Those that do not fit, newest first, are not renewed.</summary>
    public static Overage End { get; } = new(OverageMode.End);

    /// <summary>They may renew until they are released; no new ones start.</summary>
    public static Overage Finish { get; } = new(OverageMode.Finish);

    /// <summary>End is strictest, then deadlines by length, then finish.</summary>
    public bool IsMilderThan(Overage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Mode != other.Mode ? Mode > other.Mode : Seconds > other.Seconds;
    }
}
