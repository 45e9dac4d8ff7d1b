using System.Diagnostics;
using System.Net;

namespace LicenseKit.Stories.Attacks;

/// <summary>An app that renews its lease again and again, and how long that takes; it must never be refused.</summary>
internal sealed class HonestApp(AppSession session) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<double> _milliseconds = [];
    private Task _running = Task.CompletedTask;

    public int Renewals => _milliseconds.Count;

    public int Refusals { get; private set; }

    public Reply? FirstRefusal { get; private set; }

    /// <summary>The time within which 99 of 100 renewals were answered, in milliseconds.</summary>
    public double P99 => _milliseconds.Count == 0 ? double.NaN : _milliseconds.Order().ElementAt((int)(_milliseconds.Count * 0.99));

    /// <summary>Takes a seat and renews it until it is stopped.</summary>
    public static async Task<HonestApp> StartAsync(Server server, string licenseFile)
    {
        var session = new AppSession(server, licenseFile);
        await session.TakeAsync();
        var app = new HonestApp(session);
        app._running = Task.Run(app.RunAsync);
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            var reply = await session.RenewAsync();
            _milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (reply.Status != HttpStatusCode.OK)
            {
                Refusals++;
                FirstRefusal ??= reply;
            }

            await Task.Delay(Pause);
        }
    }
}
