using LicenseKit.Hosting.Telemetry;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Client;

/// <summary>Watches an app's licensing: logs what changed, and raises <c>Changed</c>, calling the handlers one after the other.</summary>
/// <remarks>It looks when it is told to, and at the next instant at which time alone changes something; see <see cref="Pace"/>.</remarks>
/// <param name="sender">Whose event is raised.</param>
/// <param name="view">What licensing is now.</param>
/// <param name="time">The clock.</param>
/// <param name="pace">How soon, and how seldom.</param>
/// <param name="logger">Where it is logged.</param>
internal sealed partial class LicensingWatch(ILicensing sender, Func<LicensingView> view, TimeProvider time, Pace pace, ILogger logger) : IAsyncDisposable
{
    private readonly LicensingLog _log = new(logger);
    private readonly Lock _lock = new();
    private EventHandler<LicensingChangedEventArgs>? _handlers;
    private LicensingView? _last;
    private ITimer? _timer;
    private volatile bool _isStarted;
    private bool _isTold;
    private bool _isLooking;
    private bool _isDisposed;

    /// <summary>Begins to log, when licensing has started.</summary>
    public void Start()
    {
        var now = view();
        _log.Write(now, time.GetUtcNow());
        _isStarted = true;
        Begin(now, null);
    }

    public void Add(EventHandler<LicensingChangedEventArgs>? handler) => Begin(view(), handler);

    public void Remove(EventHandler<LicensingChangedEventArgs>? handler)
    {
        lock (_lock)
        {
            _handlers -= handler;
        }
    }

    /// <summary>Something other than time may have changed what licensing is. Only sets a timer, so it may be called from anywhere.</summary>
    public void Tell()
    {
        lock (_lock)
        {
            TellLocked();
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isDisposed = true;
        }

        return _timer?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private void Begin(LicensingView now, EventHandler<LicensingChangedEventArgs>? handler)
    {
        lock (_lock)
        {
            _handlers += handler;
            _last ??= now;
            if (_timer is null && !_isDisposed)
            {
                Tracing.Detached(() => _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
            }

            TellLocked();
        }
    }

    private void TellLocked()
    {
        if (!_isTold && _timer is not null)
        {
            _isTold = true;
            WaitLocked(pace.Changes);
        }
    }

    /// <summary>While a handler runs no timer does; what changes meanwhile is seen after it.</summary>
    private void WaitLocked(TimeSpan time)
    {
        if (!_isLooking && !_isDisposed)
        {
            _timer!.Change(time, Timeout.InfiniteTimeSpan);
        }
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_isLooking || _isDisposed)
            {
                return;
            }

            (_isLooking, _isTold) = (true, false);
        }

        var wait = pace.Idle;
        try
        {
            var now = view();
            wait = WaitAfter(now);
            See(now);
        }
#pragma warning disable CA1031 // Not swallowed: it is logged, and the next look tries again. A timer's callback that throws would end the process.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogLook(logger, e);
        }
        finally
        {
            lock (_lock)
            {
                _isLooking = false;
                WaitLocked(_isTold ? pace.Changes : wait);
            }
        }
    }

    private void See(LicensingView now)
    {
        if (_isStarted)
        {
            _log.Write(now, time.GetUtcNow());
        }

        if (!now.LooksLike(_last!))
        {
            _last = now;
            Raise(new LicensingChangedEventArgs(now.Standing, now.License, now.Features));
        }
    }

    private TimeSpan WaitAfter(LicensingView now) => now.Next - now.At < (long)pace.Idle.TotalSeconds ? TimeSpan.FromSeconds(now.Next - now.At) : pace.Idle;

    private void Raise(LicensingChangedEventArgs change)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(Volatile.Read(ref _handlers)))
        {
            try
            {
                handler(sender, change);
            }
#pragma warning disable CA1031 // Not swallowed: it is logged, and the other handlers are called.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogHandler(logger, e);
            }
        }
    }

    [LoggerMessage(6004, LogLevel.Error, "What the license is now could not be seen.")]
    private static partial void LogLook(ILogger logger, Exception exception);

    [LoggerMessage(6001, LogLevel.Error, "A handler of ILicensing.Changed has thrown an exception.")]
    private static partial void LogHandler(ILogger logger, Exception exception);
}
