using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Stages;
using LicenseKit.Sessions;

namespace LicenseKit.Tests.Kit;

/// <summary>An app's own code over the licensing of a virtual app: expiry, stage, outage and suspension without a wait.</summary>
public sealed class AppLicensingTests
{
    private readonly TestWorld _world = new();
    private readonly VirtualServer _vendor;
    private readonly VirtualServer _child;

    public AppLicensingTests()
    {
        _vendor = _world.Master();
        _child = _world.ChildOf(_vendor, TestWorld.Draft(developer: 1, generic: 0));
    }

    [Fact]
    public async Task An_app_takes_keeps_and_gives_back_its_seat()
    {
        var licensing = _world.AppOf(_child).Licensing;
        var session = (await licensing.AcquireAsync("developer", TestContext.Current.CancellationToken)).Session!;

        _world.Advance(days: 3);

        Assert.True(session.Check());
        Assert.Equal(1, _child.InUse["developer"]);
        Assert.Equal(("good", "Team"), (licensing.Standing.Text, licensing.License!.Client));
        await session.DisposeAsync();
        Assert.Equal(0, _child.InUse["developer"]);
    }

    [Fact]
    public async Task A_seat_that_is_taken_by_another_app_is_refused_and_free_when_that_gives_it_back()
    {
        var (first, second) = (_world.AppOf(_child), _world.AppOf(_child, TestWorld.SessionDraft(change: d => d.Client = "Others")));
        var held = (await first.Licensing.AcquireAsync("developer", TestContext.Current.CancellationToken)).Session!;

        Assert.Equal(FaultCode.NoSeat, (await second.Licensing.AcquireAsync("developer", TestContext.Current.CancellationToken)).Fault!.Code);
        await held.DisposeAsync();
        Assert.NotNull((await second.Licensing.AcquireAsync("developer", TestContext.Current.CancellationToken)).Session);
    }

    [Fact]
    public void An_apps_loop_works_through_an_outage_of_the_vendor_and_stops_when_its_silence_is_over()
    {
        var robot = new Robot(_world.AppOf(_child).Licensing, _world.Time);
        var running = robot.RunAsync();
        _world.Advance(hours: 1);
        _vendor.Cut();

        _world.Advance(days: 10);
        Assert.False(running.IsCompleted);

        _world.Advance(days: 10);
        Assert.True(running.IsCompletedSuccessfully);
        Assert.Equal(FaultCode.Stale, robot.Stopped!.Code);
        Assert.InRange(robot.Steps, 14 * 24 * 60, (14 * 24 * 60) + 120);
    }

    [Fact]
    public void An_apps_loop_works_through_an_outage_of_its_server_that_is_shorter_than_its_lease()
    {
        var robot = new Robot(_world.AppOf(_child).Licensing, _world.Time);
        var running = robot.RunAsync();
        _child.Cut();
        _world.Advance(minutes: 8);
        _child.Mend();
        _world.Advance(hours: 1);
        Assert.False(running.IsCompleted);

        _child.Cut();
        _world.Advance(hours: 1);
        Assert.True(running.IsCompletedSuccessfully);
        Assert.Equal(FaultCode.ServerUnreachable, robot.Stopped!.Code);
    }

    [Fact]
    public void An_apps_loop_stops_when_its_vendor_suspends_it_and_when_its_license_expires()
    {
        var suspended = new Robot(_world.AppOf(_child).Licensing, _world.Time);
        var running = suspended.RunAsync();
        Assert.Null(_vendor.Suspend(_child));
        _world.Advance(hours: 2);
        Assert.True(running.IsCompletedSuccessfully);
        Assert.Equal(FaultCode.Suspended, suspended.Stopped!.Code);

        Assert.Null(_vendor.Resume(_child));
        _world.Advance(hours: 2);
        var expiring = new Robot(_world.AppOf(_child, TestWorld.SessionDraft(change: d => (d.Client, d.Duration) = ("Trial", "P2D"))).Licensing, _world.Time);
        var trial = expiring.RunAsync();
        _world.Advance(days: 1);
        Assert.False(trial.IsCompleted);
        _world.Advance(days: 1, minutes: 1);
        Assert.True(trial.IsCompletedSuccessfully);
        Assert.Equal(FaultCode.Expired, expiring.Stopped!.Code);
    }

    [Fact]
    public async Task A_stage_gives_more_seats_while_it_runs()
    {
        var start = _world.Now;
        Assert.Null(_vendor.Change(_child, d => d.Stages.Add(StageDraft.Between(start.AddDays(1), start.AddDays(2)).Raise("developer", 1))));
        _world.Advance(hours: 2);
        var licensing = _world.AppOf(_child, TestWorld.SessionDraft(developer: 5)).Licensing;
        var first = (await licensing.AcquireAsync("developer", TestContext.Current.CancellationToken)).Session!;
        Assert.NotNull((await licensing.AcquireAsync("developer", TestContext.Current.CancellationToken)).Fault);

        _world.Advance(days: 1);
        var second = (await licensing.AcquireAsync("developer", TestContext.Current.CancellationToken)).Session!;
        _world.Advance(days: 1);

        Assert.Equal((true, false), (first.Check(), second.Check()));
        Assert.Equal(FaultCode.NoSeat, second.Fault!.Code);
    }

    [Fact]
    public async Task Time_goes_on_in_parts_of_a_second_too()
    {
        var ticks = 0;
        var running = CountAsync();
        for (var i = 0; i < 8; i++)
        {
            _world.Advance(TimeSpan.FromMilliseconds(125));
        }

        Assert.Equal(4, ticks);
        Assert.Equal(Some.Start.AddSeconds(1), _world.Time.GetUtcNow());
        _world.Advance(seconds: 1);
        await running;

        async Task CountAsync()
        {
            while (ticks < 6)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), _world.Time);
                ticks++;
            }
        }
    }

    [Fact]
    public async Task Lost_is_cancelled_and_changes_are_raised_while_time_goes_on()
    {
        var licensing = _world.AppOf(_child).Licensing;
        var changes = new List<Standing>();
        licensing.Changed += (_, change) => changes.Add(change.Standing.Standing);
        var session = (await licensing.AcquireAsync("developer", TestContext.Current.CancellationToken)).Session!;
        _world.Advance(minutes: 1);
        Assert.Null(_vendor.Revoke(_child));

        _world.Advance(hours: 2);

        Assert.Equal((SessionStanding.Lost, FaultCode.Revoked, true), (session.Standing, session.Fault!.Code, session.Lost.IsCancellationRequested));
        Assert.Empty(changes); // an app without a seat hears of its server at the next acquire
    }

    /// <summary>A program under test: one step a minute for as long as it may.</summary>
    private sealed class Robot(ILicensing licensing, TimeProvider time)
    {
        public int Steps { get; private set; }

        public LicenseFault? Stopped { get; private set; }

        public async Task RunAsync()
        {
            if (await licensing.AcquireAsync("developer") is not { Session: { } session } refused)
            {
                Stopped = licensing.Standing.Fault;
                return;
            }

            await using (session)
            {
                while (session.Check())
                {
                    Steps++;
                    await Task.Delay(TimeSpan.FromMinutes(1), time);
                }

                Stopped = session.Fault;
            }
        }
    }
}
