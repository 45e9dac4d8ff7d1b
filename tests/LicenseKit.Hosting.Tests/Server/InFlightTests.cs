using LicenseKit.Hosting.Server;
using LicenseKit.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Server;

/// <summary>What is counted on a clock while it is moved.</summary>
public sealed class InFlightTests
{
    private readonly FakeTimeProvider _clock = new(Acme.Start);
    private readonly TaskCompletionSource _answer = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private InFlight InFlight => InFlight.On(_clock);

    [Fact]
    public async Task What_waits_for_the_clock_is_counted_again_before_the_clock_has_moved()
    {
        var running = RunAsync(Ct);
        Assert.True(_clock.SettleAsync(Ct).IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(1));
        var settled = _clock.SettleAsync(Ct);
        Assert.False(settled.IsCompleted);

        _answer.SetResult();
        await settled;
        await running;
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_counts_until_it_has_ended()
    {
        using var stop = new CancellationTokenSource();
        var running = RunAsync(stop.Token);

        await stop.CancelAsync();
        await _clock.SettleAsync(Ct);

        Assert.True(running.IsCanceled);
    }

    [Fact]
    public async Task Whoever_waits_for_it_may_stop_waiting()
    {
        InFlight.Begin();
        using var stop = new CancellationTokenSource();
        var settled = _clock.SettleAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => settled);
    }

    [Fact]
    public void Each_clock_has_a_count_of_its_own()
    {
        InFlight.Begin();

        Assert.True(new FakeTimeProvider(Acme.Start).SettleAsync(Ct).IsCompleted);
        Assert.False(_clock.SettleAsync(Ct).IsCompleted);
    }

    private Task RunAsync(CancellationToken stop) => InFlight.RunAsync(async () =>
    {
        await InFlight.DelayAsync(TimeSpan.FromSeconds(1), stop);
        await _answer.Task;
    });
}
