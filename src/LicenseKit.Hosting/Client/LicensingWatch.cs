using LicenseKit.Hosting.Telemetry;
using LicenseKit.Licenses;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Client;

/// <summary>Looks now and then at an app's licensing: logs what changed, and raises <c>Changed</c>, calling the handlers one after the other.</summary>
/// <param name="sender">Whose event is raised.</param>
/// <param name="mark">Tells whether there can be anything to see.</param>
/// <param name="look">The view, made only when there can be.</param>
/// <param name="time">The clock.</param>
/// <param name="pace">How often.</param>
/// <param name="logger">Where it is logged.</param>
internal sealed partial class LicensingWatch(
    ILicensing sender, Func<LicensingMark> mark, Func<LicensingView> look, TimeProvider time, Pace pace, ILogger logger) : IAsyncDisposable
{
    private readonly LicensingLog _log = new(logger);
    private readonly Lock _lock = new();
    private EventHandler<LicensingChangedEventArgs>? _handlers;
    private LicensingView? _last;
    private LicensingView? _logged;
    private LicensingMark? _mark;
    private long _next;
    private ITimer? _timer;
    private bool _disposed;
    private int _looking;

    /// <summary>Begins to look, when licensing has started.</summary>
    public void Start()
    {
        var now = look();
        _log.Started(now, time.GetUtcNow());
        Volatile.Write(ref _logged, now);
        Volatile.Write(ref _next, 0); // The first look sees all.
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
            var seen = mark();
            if (_mark is { } last && seen.IsLike(last) && seen.Now < Volatile.Read(ref _next))
            {
                return;
            }

            var (before, now) = (_last!, look());
            Log(now);
            (_mark, _next) = (seen, NextOf(now, seen.Now));
            if (!now.LooksLike(before))
            {
                _last = now;
                Raise(new LicensingChangedEventArgs(now.Standing, now.License, now.Features));
            }
        }
#pragma warning disable CA1031 // Not swallowed: it is logged, and the next look tries again. A timer's callback that throws would end the process.
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

    /// <summary>When time alone makes something to see.</summary>
    private static long NextOf(LicensingView view, long now)
    {
        var change = view.License?.NextChange is { } at ? UnixTime.Of(at) : UnixTime.Max;
        var warning = view.License?.Expires is { } expires ? UnixTime.Of(expires - LicensingLog.Soon) : UnixTime.Max;
        return warning > now ? Math.Min(change, warning) : change;
    }

    /// <summary>Nothing before the start, which logs what is held.</summary>
    private void Log(LicensingView now)
    {
        if (Volatile.Read(ref _logged) is { } before)
        {
            _log.Looked(before, now, time.GetUtcNow());
            Volatile.Write(ref _logged, now);
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
