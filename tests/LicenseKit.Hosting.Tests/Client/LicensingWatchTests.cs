using LicenseKit.Chains;
using LicenseKit.Hosting.Client;
using LicenseKit.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Client;

/// <summary>When licensing is looked at: when told to, and at the instant at which time changes it.</summary>
public sealed class LicensingWatchTests : IAsyncDisposable
{
    private static readonly StandingReport Stale = new(Standing.Stale, null, new(FaultCode.Stale, "The parent is silent.", "Let it be reached."));

    private readonly FakeTimeProvider _clock = new(Acme.Start);
    private readonly LicensingWatch _watch;
    private readonly List<Standing> _raised = [];
    private StandingReport _standing = StandingReport.NoneHeld;
    private long _next = UnixTime.Max;
    private int _looks;

    public LicensingWatchTests()
    {
        _watch = new LicensingWatch(new FakeLicensing(), View, _clock, Pace.Usual, NullLogger.Instance);
        _watch.Start();
        _watch.Add((_, change) => _raised.Add(change.Standing.Standing));
        Seconds(1);
        _looks = 0;
    }

    public ValueTask DisposeAsync() => _watch.DisposeAsync();

    [Fact]
    public void While_nothing_changes_it_looks_once_a_minute()
    {
        Seconds(600);

        Assert.Equal((10, 0), (_looks, _raised.Count));
    }

    [Fact]
    public void What_it_is_told_is_raised_within_a_second_and_once()
    {
        Seconds(30);
        _standing = Stale;
        _watch.Tell();
        _watch.Tell();
        Assert.Equal(0, _looks);

        Seconds(1);

        Assert.Equal(Standing.Stale, Assert.Single(_raised));
        Seconds(10);
        Assert.Equal(1, _looks);
    }

    [Fact]
    public void It_is_told_over_and_over_and_looks_each_second_all_the_same()
    {
        for (var i = 0; i < 40; i++)
        {
            _watch.Tell();
            _clock.Advance(TimeSpan.FromMilliseconds(250));
        }

        Assert.Equal(10, _looks);
    }

    [Fact]
    public void It_looks_at_the_second_at_which_time_changes_something()
    {
        _next = UnixTime.Of(_clock.GetUtcNow()) + 150;
        _watch.Tell();
        Seconds(149);
        var before = _looks;

        Seconds(1);

        Assert.Equal(before + 1, _looks);
    }

    [Fact]
    public void What_changes_while_a_handler_runs_is_raised_after_it()
    {
        _watch.Add((_, change) =>
        {
            if (change.Standing.Standing == Standing.Stale)
            {
                _standing = StandingReport.NoneHeld;
                _watch.Tell();
            }
        });
        _standing = Stale;
        Seconds(1);

        Seconds(1);

        Assert.Equal([Standing.Stale, Standing.None], _raised);
    }

    [Fact]
    public void A_look_that_fails_is_tried_again_within_a_minute()
    {
        _standing = null!;
        _watch.Tell();
        Seconds(1);
        _standing = Stale;

        Seconds(60);

        Assert.Equal(Standing.Stale, Assert.Single(_raised));
    }

    private LicensingView View()
    {
        _looks++;
        var now = UnixTime.Of(_clock.GetUtcNow());
        return LicensingView.Unlicensed(_standing ?? throw new InvalidOperationException("The look fails.")) with { At = now, Next = _next > now ? _next : UnixTime.Max };
    }

    private void Seconds(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
