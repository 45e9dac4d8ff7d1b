using LicenseKit.Hosting.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Client;

/// <summary>Seats that an app no longer wants, while the server's answer is still on its way.</summary>
public sealed class LeaseRenewerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_that_is_not_awaited_is_given_back_after_its_answer_and_not_before()
    {
        var source = new SlowSource();
        await using var keeper = new LeaseRenewer(new FakeTimeProvider(Acme.Start), Pace.Usual, NullLogger.Instance);
        using var hasty = new CancellationTokenSource();
        var request = keeper.AcquireAsync(source, "developer", hasty.Token);
        await hasty.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal(["acquire"], source.Calls);
        source.Answer.SetResult(new LicenseFault(FaultCode.NoSeat, "", ""));
        await keeper.DisposeAsync();

        Assert.Equal(["acquire", "release"], source.Calls);
    }

    [Fact]
    public async Task A_request_whose_answer_got_lost_is_given_back()
    {
        var source = new SlowSource();
        var keeper = new LeaseRenewer(new FakeTimeProvider(Acme.Start), Pace.Usual, NullLogger.Instance);
        source.Answer.SetResult(new LicenseFault(FaultCode.ServerUnreachable, "", ""));

        Assert.Equal(FaultCode.ServerUnreachable, (await keeper.AcquireAsync(source, "developer", Ct)).Fault!.Code);
        await keeper.DisposeAsync();

        Assert.Equal(["acquire", "release"], source.Calls);
    }

    [Fact]
    public async Task A_request_that_is_given_up_before_it_is_made_asks_for_nothing()
    {
        var source = new SlowSource();
        await using var keeper = new LeaseRenewer(new FakeTimeProvider(Acme.Start), Pace.Usual, NullLogger.Instance);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => keeper.AcquireAsync(source, "developer", new CancellationToken(canceled: true)));

        Assert.Empty(source.Calls);
    }

    /// <summary>A server whose answer comes when the test says so.</summary>
    private sealed class SlowSource : ISeatSource
    {
        public TaskCompletionSource<Outcome<Seat>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Calls { get; } = [];

        public Task<Outcome<Seat>> AcquireAsync(SeatSecret secret, string kind, CancellationToken cancellationToken)
        {
            Calls.Add("acquire");
            return Answer.Task.WaitAsync(cancellationToken);
        }

        public Task<Outcome<Seat>> RenewAsync(SeatSecret secret, string kind, long n, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task<Outcome> ReleaseAsync(SeatSecret secret, CancellationToken cancellationToken)
        {
            Calls.Add("release");
            return Task.FromResult(Outcome.Done);
        }
    }
}
