namespace LicenseKit.Tests.SeatRules.Model;

/// <summary>The two clocks of the world.</summary>
internal sealed class ModelClock
{
    /// <summary>Effective seconds, by which licenses and stages are judged.</summary>
    public long Now { get; set; }

    /// <summary>Monotonic seconds, by which leases run.</summary>
    public long Ticks { get; set; }
}
