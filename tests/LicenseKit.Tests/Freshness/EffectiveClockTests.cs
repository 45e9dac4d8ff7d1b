using LicenseKit.Freshness;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Freshness;

public class EffectiveClockTests
{
    private readonly TwoClocks _time = new(Start);

    private EffectiveClock Started(long? stored)
    {
        var clock = new EffectiveClock(_time);
        clock.Start(stored, 0);
        return clock;
    }

    [Fact]
    public void At_the_first_start_the_wall_clock_is_believed() => Assert.Equal(Start, Started(null).Now.Now);

    [Fact]
    public void A_wall_clock_behind_the_floor_does_not_count()
    {
        var clock = Started(Start + 1000);
        Assert.Equal(Start + 1000, clock.Now.Now);
        Assert.Equal(1000, clock.Behind);
    }

    [Fact]
    public void Time_goes_on_from_the_floor_while_the_wall_clock_is_set_back()
    {
        var clock = Started(Start);
        _time.Wall -= 5000;
        _time.Run(10);
        Assert.Equal(Start + 10, clock.Now.Now);
    }

    [Fact]
    public void Monotonic_time_does_not_see_the_wall_clock()
    {
        var clock = Started(Start);
        var before = clock.Now.Ticks;
        _time.Wall += 100_000;
        Assert.Equal(before, clock.Now.Ticks);
    }

    [Fact]
    public void A_signed_time_raises_and_an_older_one_does_not_lower()
    {
        var clock = Started(Start);
        clock.Raise(Start + 500);
        clock.Raise(Start + 100);
        Assert.Equal(Start + 500, clock.Now.Now);
    }

    [Fact]
    public void The_pong_of_a_young_ping_sets_the_floor_down()
    {
        var clock = Started(Start + 90_000);
        clock.Set(Start + 50, mayLower: true, leastOfLinks: Start);
        Assert.Equal(Start + 50, clock.Now.Now);
    }

    [Fact]
    public void The_pong_of_an_old_ping_does_not()
    {
        var clock = Started(Start + 90_000);
        clock.Set(Start + 50, mayLower: false, leastOfLinks: Start);
        Assert.Equal(Start + 90_000, clock.Now.Now);
    }

    [Fact]
    public void No_pong_sets_the_floor_below_the_licenses_held()
    {
        var clock = Started(Start + 90_000);
        clock.Set(Start + 50, mayLower: true, leastOfLinks: Start + 700);
        Assert.Equal(Start + 700, clock.Now.Now);
    }

    [Fact]
    public void What_is_stored_rises_with_running_time()
    {
        var clock = Started(Start);
        _time.Run(60);
        Assert.Equal(Start + 60, clock.ToStore);
    }

    [Theory]
    [InlineData(47, 47)]
    [InlineData(48, 48)]
    [InlineData(49, 48)]
    [InlineData(9000, 48)]
    public void A_start_raises_the_stored_floor_by_at_most_48_hours_of_wall_clock(long hoursAhead, long stored)
    {
        _time.Wall += hoursAhead * Hour;
        Assert.Equal(Start + (stored * Hour), Started(Start).ToStore);
    }

    [Theory]
    [InlineData(0, 48)]
    [InlineData(47, 1)]
    [InlineData(48, 0)]
    [InlineData(49, 0)]
    public void Starts_of_one_hour_of_running_raise_it_by_48_hours_together(long risenHours, long hours)
    {
        _time.Wall += 9000 * Hour;
        var clock = new EffectiveClock(_time);
        Assert.Equal(hours * Hour, clock.Start(Start, risenHours * Hour));
        Assert.Equal(Start + (hours * Hour), clock.ToStore);
    }

    [Fact]
    public void A_wall_clock_behind_the_floor_raises_nothing() => Assert.Equal(0, new EffectiveClock(_time).Start(Start + 10, 0));

    [Fact]
    public void The_first_start_stores_the_wall_clock_as_it_is_then_and_raises_nothing()
    {
        var clock = new EffectiveClock(_time);
        Assert.Equal(0, clock.Start(null, 0));
        Assert.Equal(Start, clock.ToStore);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_jump_of_the_wall_clock_during_a_run_counts_now_and_is_not_stored(bool isFirstStart)
    {
        var clock = Started(isFirstStart ? null : Start);
        _time.Wall += 9000 * Hour;
        _time.Run(10);
        Assert.Equal(Start + (9000 * Hour) + 10, clock.Now.Now);
        Assert.Equal(Start + 10, clock.ToStore);
    }

    [Fact]
    public void A_signed_time_before_what_a_start_raised_does_not_lower_it()
    {
        _time.Wall += 40 * Hour;
        var clock = Started(Start);
        clock.Raise(Start + 1);
        Assert.Equal(Start + (40 * Hour), clock.ToStore);
    }

    [Fact]
    public void A_wall_clock_far_ahead_counts_now_but_is_not_stored()
    {
        _time.Wall += 9000 * Hour;
        Assert.Equal(Start + (9000 * Hour), Started(Start).Now.Now);
    }

    [Fact]
    public void A_signed_time_is_stored_in_full()
    {
        var clock = Started(Start);
        clock.Raise(Start + (100 * Day));
        _time.Run(1);
        Assert.Equal(Start + (100 * Day) + 1, clock.ToStore);
    }

    /// <summary>A wall clock and a monotonic one, moved apart by hand.</summary>
    private sealed class TwoClocks(long start) : TimeProvider
    {
        private long _ticks = 1_000_000;

        public long Wall { get; set; } = start;

        public override long TimestampFrequency => 1000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Wall);

        public override long GetTimestamp() => _ticks;

        public void Run(long seconds)
        {
            Wall += seconds;
            _ticks += seconds * 1000;
        }
    }
}
