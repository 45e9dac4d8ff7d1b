using LicenseKit.Licenses;

namespace LicenseKit.Freshness;

/// <summary>Effective time: max(wall clock, floor). The floor advances with the monotonic clock, so a clock set back stops nothing and frees nothing.</summary>
/// <remarks>Not thread-safe: owned by the one writer of a server; others read the moment that it hands out.</remarks>
internal sealed class EffectiveClock(TimeProvider time)
{
    /// <summary>How far the wall clock may raise the stored floor by all starts within <see cref="RiseWindow"/>.</summary>
    public const long MaxRise = 48 * 3600;

    /// <summary>The run time, in milliseconds, in which all starts together raise the floor by at most <see cref="MaxRise"/>.</summary>
    public const long RiseWindow = 3600 * 1000;

    /// <summary>How old, monotonically, the ping may be whose pong lowers the floor.</summary>
    public const long MaxAgeToLower = 5 * 60 * 1000;

    private long _floor;
    private long _anchor = time.GetTimestamp();

    /// <summary>The instant now.</summary>
    public Moment Now => new(Math.Max(Wall, _floor + Elapsed), Ticks);

    /// <summary>How far the wall clock is behind effective time, in seconds.</summary>
    public long Behind => Math.Max(0, _floor + Elapsed - Wall);

    /// <summary>The floor to store: that of the start, advanced by running and by signed times. A jump of the wall clock during a run is not in it.</summary>
    public long ToStore => _floor + Elapsed;

    /// <summary>What the wall clock says, in UTC seconds.</summary>
    public long Wall => UnixTime.Of(time.GetUtcNow());

    private long Ticks => (long)time.GetElapsedTime(0).TotalMilliseconds;

    private long Elapsed => (long)time.GetElapsedTime(_anchor).TotalSeconds;

    /// <summary>Takes up the floor of an earlier run; the very first start takes the wall clock as it is.</summary>
    /// <param name="stored">The stored floor; null at the very first start.</param>
    /// <param name="risen">Seconds by which starts within <see cref="RiseWindow"/> have raised it already.</param>
    /// <returns>Seconds by which this start raises it, to be stored with the start.</returns>
    public long Start(long? stored, long risen)
    {
        var rise = stored is { } floor ? Math.Clamp(Wall - floor, 0, Math.Max(0, MaxRise - risen)) : 0;
        Anchor(stored + rise ?? Wall);
        return rise;
    }

    /// <summary>A signed time: now is not before it.</summary>
    public void Raise(long signed)
    {
        if (signed > _floor + Elapsed)
        {
            Anchor(signed);
        }
    }

    /// <summary>The time in a pong that answers our nonce sets the floor, down only when the ping is young, never below the links held.</summary>
    public void Set(long signed, bool mayLower, long leastOfLinks)
    {
        if (mayLower)
        {
            Anchor(Math.Max(signed, leastOfLinks));
        }
        else
        {
            Raise(signed);
        }
    }

    private void Anchor(long floor)
    {
        _anchor = time.GetTimestamp();
        _floor = floor;
    }
}
