namespace LicenseKit.Testing;

/// <summary>A timer of a <see cref="VirtualTime"/>.</summary>
internal sealed class VirtualTimer(VirtualTime time, Action callback) : ITimer
{
    private TimeSpan _period;
    private bool _isDisposed;

    /// <summary>When it fires, in effective milliseconds; null when it does not.</summary>
    public long? Due { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed)
        {
            return false;
        }

        _period = period;
        Due = time.Schedule(this, dueTime);
        return true;
    }

    public void Fire()
    {
        Due = _period > TimeSpan.Zero ? time.Schedule(this, _period) : null;
        callback();
    }

    public void Dispose() => (_isDisposed, Due) = (true, null);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
