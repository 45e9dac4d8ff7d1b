namespace LicenseKit.Testing;

/// <summary>The clock of a <see cref="TestWorld"/> as a <see cref="TimeProvider"/>: timers fire at their millisecond, while the world's time is moved on and on the thread that moves it.</summary>
internal sealed class VirtualTime(TestWorld world) : TimeProvider
{
    private readonly PriorityQueue<VirtualTimer, (long At, long Number)> _timers = new();
    private long _number;

    public override long TimestampFrequency => 1000;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>When the next timer fires, in effective milliseconds; null when none waits.</summary>
    public long? Next
    {
        get
        {
            while (_timers.TryPeek(out var timer, out var due))
            {
                if (timer.Due == due.At)
                {
                    return due.At;
                }

                _timers.Dequeue(); // It was changed or disposed since.
            }

            return null;
        }
    }

    private long Now => (world.Seconds * 1000) + world.Milliseconds;

    public override DateTimeOffset GetUtcNow() => world.Now.AddMilliseconds(world.Milliseconds);

    public override long GetTimestamp() => world.At.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Fires what is due now, in the order in which it falls due.</summary>
    public void Fire()
    {
        while (Next <= Now)
        {
            var timer = _timers.Dequeue();
            timer.Fire();
        }
    }

    /// <summary>When a timer fires that does so after a while, in effective milliseconds; null when it does not.</summary>
    internal long? Schedule(VirtualTimer timer, TimeSpan after)
    {
        if (after == Timeout.InfiniteTimeSpan)
        {
            return null;
        }

        var at = Now + (long)Math.Ceiling(after.TotalMilliseconds);
        _timers.Enqueue(timer, (at, ++_number));
        return at;
    }
}
