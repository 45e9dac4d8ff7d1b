using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Family;

/// <summary>A clock behind the time of its server: a warning, never a zero.</summary>
public sealed class SuspectClockTests : IAsyncDisposable
{
    private readonly TempFolder _temp = new();
    private readonly LogBook _log = new();
    private Portal? _portal;

    [Theory]
    [InlineData(86_400, false)]
    [InlineData(86_401, true)]
    public async Task A_Masters_clock_is_suspect_when_it_is_more_than_a_day_behind(int seconds, bool suspect)
    {
        await StartAsync(Acme.Start);
        await StartAsync(Acme.Start.AddSeconds(-seconds));

        var status = _portal!.Server.Status().Good();

        Assert.Equal((suspect, TimeSpan.FromSeconds(seconds), "good"), (status.Clock.Warning is not null, status.Clock.Behind, _portal.Standing));
        Assert.Equal(suspect ? [FaultCode.ClockSuspect] : [], status.Warnings.Select(w => w.Code));
        Assert.Equal(suspect ? 1 : 0, _log.Lines.Count(l => l.Contains("LK5008", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_during_a_run_is_logged_once_and_again_when_it_is_right()
    {
        var clock = await StartAsync(Acme.Start);
        clock.Offset = TimeSpan.FromDays(-2);
        await PassAsync(clock, () => _log.Lines.Any(l => l.Contains("LK5008", StringComparison.Ordinal)));
        clock.Offset = TimeSpan.Zero;
        await PassAsync(clock, () => _log.Lines.Any(l => l.Contains("no longer suspect", StringComparison.Ordinal)));

        Assert.Single(_log.Lines, l => l.Contains("LK5008", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_with_a_clock_further_ahead_than_a_start_may_store_is_logged()
    {
        await StartAsync(Acme.Start);
        await StartAsync(Acme.Start.AddDays(3));

        Assert.Contains(_log.Lines, l => l.Contains("P3D after the last time stored", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (_portal is not null)
        {
            await _portal.DisposeAsync();
        }

        _temp.Dispose();
    }

    private async Task<MovedClock> StartAsync(DateTimeOffset at)
    {
        await DisposePortalAsync();
        var clock = new MovedClock(at);
        var file = _temp.In("master.lic");
        _portal = await Portal.StartAsync(clock, _temp.In("master"), File.Exists(file) ? file : Acme.Master(_temp, _temp.In("master")), network: new Network(), log: _log);
        return clock;
    }

    private async Task DisposePortalAsync()
    {
        if (_portal is { } portal)
        {
            _portal = null;
            await portal.DisposeAsync();
        }
    }

    private static Task PassAsync(MovedClock clock, Func<bool> isSo) => clock.Running.UntilAsync(isSo, TimeSpan.FromSeconds(1), clock);

    /// <summary>A wall clock that is moved beside one that runs.</summary>
    private sealed class MovedClock(DateTimeOffset start) : TimeProvider
    {
        public FakeTimeProvider Running { get; } = new(start);

        public TimeSpan Offset { get; set; }

        public override long TimestampFrequency => Running.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => Running.GetUtcNow() + Offset;

        public override long GetTimestamp() => Running.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => Running.CreateTimer(callback, state, dueTime, period);
    }
}
