using LicenseKit.Licenses;

namespace LicenseKit.Freshness;

/// <summary>Effective time: max(wall clock, floor). The floor advances with the monotonic clock, so a clock set back stops nothing and frees nothing.</summary>
/// <remarks>Not thread-safe: owned by the one writer of a server; others read the moment that it hands out.</remarks>
internal sealed class EffectiveClock(TimeProvider time)
{
    /// <summary>How far a start may raise the stored floor by the wall clock alone.</summary>
    public const long MaxRiseAtStart = 48 * 3600;

    /// <summary>How old, monotonically, the ping may be whose pong lowers the floor.</summary>
    public const long MaxAgeToLower = 5 * 60 * 1000;

    private long _floor;
    private long _stored;
    private long _anchor = time.GetTimestamp();

    /// <summary>The instant now.</summary>
    public Moment Now => new(Math.Max(Wall, _floor + Elapsed), Ticks);

    /// <summary>How far the wall clock is behind effective time, in seconds.</summary>
    public long Behind => Math.Max(0, _floor + Elapsed - Wall);

    /// <summary>The floor to store: what was stored at the start, raised by signed times, by running, and by at most 48 h of wall clock.</summary>
    public long ToStore => Math.Max(_floor + Elapsed, Math.Min(Wall, _stored + Elapsed));

    private long Wall => UnixTime.Of(time.GetUtcNow());

    private long Ticks => (long)time.GetElapsedTime(0).TotalMilliseconds;

    private long Elapsed => (long)time.GetElapsedTime(_anchor).TotalSeconds;

    /// <summary>Takes up the floor of an earlier run; null at the very first start.</summary>
    public void Start(long? stored)
    {
        Anchor(stored ?? 0);
        _stored = stored is { } floor ? UnixTime.Add(floor, MaxRiseAtStart) : UnixTime.Max / 2;
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
        var stored = _stored + Elapsed;
        _anchor = time.GetTimestamp();
        _floor = floor;
        _stored = stored;
    }
}
