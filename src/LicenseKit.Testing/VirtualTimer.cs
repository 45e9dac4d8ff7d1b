namespace LicenseKit.Testing;

/// <summary>A timer of a <see cref="VirtualTime"/>.</summary>
internal sealed class VirtualTimer(VirtualTime time, Action callback) : ITimer
{
    private TimeSpan _period;

    /// <summary>When it fires, in effective milliseconds; null when it does not.</summary>
    public long? Due { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        Due = time.Schedule(this, dueTime);
        return true;
    }

    public void Fire()
    {
        Due = _period > TimeSpan.Zero ? time.Schedule(this, _period) : null;
        callback();
    }

    public void Dispose() => Due = null;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
