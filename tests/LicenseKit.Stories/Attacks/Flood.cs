using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace LicenseKit.Stories.Attacks;

/// <summary>Requests at a rate, whatever is answered, until it is stopped; what was answered is counted.</summary>
internal sealed class Flood : IAsyncDisposable
{
    private const int TicksPerSecond = 50;
    private const int MostAtOnce = 256;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 64 }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, long> _answers = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _room = new(MostAtOnce);
    private readonly Task _running;
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private long _sent;

    private Flood(int perSecond, Func<int, HttpRequestMessage> make) => _running = Task.Run(() => RunAsync(perSecond, make));

    /// <summary>Sends what a function makes of the number of each request.</summary>
    public static Flood Start(int perSecond, Func<int, HttpRequestMessage> make) => new(perSecond, make);

    /// <summary>How often each status was answered; a broken connection counts as status 0.</summary>
    public IReadOnlyDictionary<string, long> Answers => _answers;

    public long Of(HttpStatusCode status) => _answers.GetValueOrDefault(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture));

    public double PerSecond => _sent / _time.Elapsed.TotalSeconds;

    /// <summary>Stops, and waits for the last answers.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _time.Stop();
        for (var i = 0; i < MostAtOnce; i++)
        {
            await _room.WaitAsync();
        }

        _http.Dispose();
    }

    public override string ToString() => $"{PerSecond:0}/s: {string.Join(", ", _answers.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Value} × {a.Key}"))}";

    private async Task RunAsync(int perSecond, Func<int, HttpRequestMessage> make)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / TicksPerSecond));
        var number = 0;
        while (!_stop.IsCancellationRequested && await timer.WaitForNextTickAsync())
        {
            for (var due = (int)(_time.Elapsed.TotalSeconds * perSecond) - number; due > 0 && !_stop.IsCancellationRequested; due--)
            {
                await _room.WaitAsync();
                _ = SendAsync(make(number++));
            }
        }
    }

    private async Task SendAsync(HttpRequestMessage request)
    {
        var status = "0";
        try
        {
            using var owned = request;
            using var answer = await _http.SendAsync(request);
            status = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            // Counted as 0.
        }

        Interlocked.Increment(ref _sent);
        _answers.AddOrUpdate(status, 1, (_, count) => count + 1);
        _room.Release();
    }
}
