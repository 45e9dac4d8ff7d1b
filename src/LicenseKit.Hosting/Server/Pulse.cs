namespace LicenseKit.Hosting.Server;

/// <summary>Wakes whoever waits for the next time that something happens, until it is over.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource<bool> _next = New();
    private volatile bool _isOver;

    /// <summary>The next time: true, or false when there is none any more.</summary>
    public Task<bool> Next
    {
        get
        {
            var next = Volatile.Read(ref _next).Task; // Taken first: what ends after this completes it.
            return _isOver ? Task.FromResult(false) : next;
        }
    }

    public void Beat() => Interlocked.Exchange(ref _next, New()).TrySetResult(true);

    /// <summary>Nothing happens any more.</summary>
    public void End()
    {
        _isOver = true;
        Interlocked.Exchange(ref _next, New()).TrySetResult(false);
    }

    private static TaskCompletionSource<bool> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
