using LicenseKit.Hosting.Telemetry;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Client;

/// <summary>Looks now and then at an app's licensing: logs what changed, and raises <c>Changed</c>, calling the handlers one after the other.</summary>
internal sealed partial class LicensingWatch(ILicensing sender, Func<LicensingView> look, TimeProvider time, Pace pace, ILogger logger) : IAsyncDisposable
{
    private readonly LicensingLog _log = new(logger);
    private readonly Lock _lock = new();
    private EventHandler<LicensingChangedEventArgs>? _handlers;
    private LicensingView? _last;
    private LicensingView? _logged;
    private ITimer? _timer;
    private bool _disposed;
    private int _looking;

    /// <summary>Begins to look, when licensing has started.</summary>
    public void Start()
    {
        var now = look();
        lock (_lock)
        {
            _log.Started(now, time.GetUtcNow());
            _logged = now;
        }

        Begin(now, null);
    }

    public void Add(EventHandler<LicensingChangedEventArgs>? handler) => Begin(look(), handler);

    public void Remove(EventHandler<LicensingChangedEventArgs>? handler)
    {
        lock (_lock)
        {
            _handlers -= handler;
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        return _timer?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private void Begin(LicensingView now, EventHandler<LicensingChangedEventArgs>? handler)
    {
        lock (_lock)
        {
            _handlers += handler;
            if (_timer is null && !_disposed)
            {
                _last = now;
                Tracing.Detached(() => _timer = time.CreateTimer(_ => Look(), null, pace.Changes, pace.Changes));
            }
        }
    }

    private void Look()
    {
        if (Interlocked.Exchange(ref _looking, 1) != 0)
        {
            return; // A handler takes longer than that; what changes meanwhile is seen after it.
        }

        try
        {
            var (before, now) = (_last!, look());
            Log(now);
            if (!now.LooksLike(before))
            {
                _last = now;
                Raise(new LicensingChangedEventArgs(now.Standing, now.License, now.Features));
            }
        }
#pragma warning disable CA1031 // A timer's callback that throws ends the process; the next look tries again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogLook(logger, e);
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }

    /// <summary>Nothing before the start, which logs what is held.</summary>
    private void Log(LicensingView now)
    {
        lock (_lock)
        {
            if (_logged is { } before)
            {
                _log.Looked(before, now, time.GetUtcNow());
                _logged = now;
            }
        }
    }

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
