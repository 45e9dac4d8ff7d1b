using LicenseKit.Freshness;

namespace LicenseKit.Hosting.Server;

/// <summary>The effective clock of a server, read by everybody and moved by its loop.</summary>
internal sealed class ServerClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly EffectiveClock _clock = new(time);

    public Moment Now
    {
        get
        {
            lock (_lock)
            {
                return _clock.Now;
            }
        }
    }

    /// <summary>Seconds by which the wall clock is behind effective time.</summary>
    public long Behind
    {
        get
        {
            lock (_lock)
            {
                return _clock.Behind;
            }
        }
    }

    /// <summary>Effective time and the wall clock at one instant, in UTC seconds.</summary>
    public (long Now, long Wall) Both
    {
        get
        {
            lock (_lock)
            {
                var wall = _clock.Wall;
                return (Math.Max(_clock.Now.Now, wall), wall);
            }
        }
    }

    /// <summary>The floor of time to store.</summary>
    public long ToStore
    {
        get
        {
            lock (_lock)
            {
                return _clock.ToStore;
            }
        }
    }

    /// <summary>Takes up the floor of an earlier run; null at the very first start.</summary>
    /// <returns>Seconds by which the wall clock has raised it.</returns>
    public long Start(long? stored, long risen)
    {
        lock (_lock)
        {
            return _clock.Start(stored, risen);
        }
    }

    /// <summary>A signed time moves the floor.</summary>
    public void Learn(SignedTime signed)
    {
        lock (_lock)
        {
            _clock.Set(signed.At, signed.MayLower, signed.LeastOfLinks);
        }
    }
}
