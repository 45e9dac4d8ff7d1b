namespace LicenseKit.Sessions;

/// <summary>Monotonic milliseconds, as cheap as the machine gives them: a few nanoseconds, in steps of some milliseconds.</summary>
/// <remarks>The clock is the whole cost of a hot check, so the system's clock is read past its provider; any other provider is asked.</remarks>
internal sealed class CoarseClock(TimeProvider time)
{
    private readonly TimeProvider? _provider = ReferenceEquals(time, TimeProvider.System) ? null : time;

    public long Ticks => _provider is null ? Environment.TickCount64 : _provider.GetTimestamp() / (_provider.TimestampFrequency / 1000);
}
