using CsCheck;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Tests.Stages;

public sealed class TimelineTests
{
    /// <summary>Start, end, base and stages within some 60 seconds.</summary>
    private static readonly Gen<(long Start, long End, Seats Base, Stage[] Stages)> Drawn = Gen.Select(
        Gen.Long[0, 60], Gen.Long[0, 60], Few, Gen.Long[0, 60].HashSet[0, 12], Few.Array[6])
        .Select((start, length, seats, cuts, staged) => (start, start + length, seats,
            cuts.Order().Chunk(2).Where(c => c.Length == 2).Select((c, i) => new Stage($"{i}", c[0], c[1], staged[i])).ToArray()));

    private static Gen<Seats> Few => Gen.Select(Gen.Long[0, 3], Gen.Long[0, 3], Gen.Long[0, 3]).Select(Some.Seats);

    [Fact]
    public void The_allowance_at_every_second_is_that_of_the_naive_model() => Drawn.Sample(drawn =>
    {
        var timeline = Of(drawn);
        for (var at = -2L; at < 125; at++)
        {
            Assert.Equal(Naive(drawn, at), timeline.At(at));
        }
    }, iter: 3000);

    /// <summary>Hundreds of periods, most of them in bursts with years between.</summary>
    [Fact]
    public void Among_many_uneven_periods_every_instant_finds_its_own() =>
        Gen.Select(Gen.Long[0, 5_000].HashSet[1, 400], Gen.Long[0, UnixTime.Max / 2].HashSet[0, 20], Gen.Long[0, UnixTime.Max / 2]).Sample((burst, rare, offset) =>
        {
            long[] starts = [.. burst.Select(s => offset + s).Concat(rare).Distinct().Order()];
            var timeline = Timeline.Of(starts, [.. starts.Select((_, i) => Some.Seats(i, 0, 0))]);
            foreach (var at in starts.SelectMany(s => new[] { s - 1, s, s + 1 }).Concat([0, UnixTime.Max, long.MaxValue]))
            {
                var naive = Array.FindLastIndex(starts, s => s <= at);
                Assert.Equal(naive < 0 ? Seats.None : Some.Seats(naive, 0, 0), timeline.At(at));
            }
        }, iter: 300);

    [Fact]
    public void The_first_misfit_is_the_first_second_that_does_not_fit() => Gen.Select(Drawn, Drawn, Gen.Long[0, 60], Gen.Long[0, 60]).Sample((have, want, from, length) =>
    {
        var (a, b) = (Of(have), Of(want));
        long? naive = null;
        for (var at = from + length - 1; at >= from; at--)
        {
            naive = a.At(at).Serves(b.At(at)) ? naive : at;
        }

        Assert.Equal(naive, a.FirstMisfit(b, from, from + length));
    }, iter: 5000);

    [Fact]
    public void Nothing_changes_between_one_change_and_the_next() => Gen.Select(Drawn, Gen.Long[0, 125]).Sample((drawn, at) =>
    {
        var timeline = Of(drawn);
        for (var second = at; second < (timeline.NextChange(at) ?? 200); second++)
        {
            Assert.Equal(timeline.At(at), timeline.At(second));
        }
    });

    [Fact]
    public void Segments_cover_their_period_without_gaps() => Gen.Select(Drawn, Gen.Long[0, 60], Gen.Long[1, 60]).Sample((drawn, from, length) =>
    {
        var segments = Of(drawn).Segments(Some.At(from), Some.At(from + length)).ToArray();
        Assert.Equal((Some.At(from), Some.At(from + length)), (segments[0].From, segments[^1].To));
        Assert.All(segments.Zip(segments.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.All(segments, s => Assert.Equal(Of(drawn).At(s.From), s.Seats));
    });

    [Fact]
    public void Max_and_add_of_two_are_those_of_every_second() => Gen.Select(Drawn, Drawn).Sample((a, b) =>
    {
        var (x, y) = (Of(a), Of(b));
        foreach (var (both, operation) in new (Timeline, Func<Seats, Seats, Seats>)[]
            { (Timeline.Max(x, y), (p, q) => p.Max(q)), (Timeline.Add(x, y), (p, q) => p.Plus(q)) })
        {
            for (var at = -2L; at < 125; at++)
            {
                Assert.Equal(operation(x.At(at), y.At(at)), both.At(at));
            }

            Assert.All(both.Starts.ToArray(), start => Assert.NotEqual(both.At(start - 1), both.At(start)));
        }
    }, iter: 2000);

    [Fact]
    public void The_changes_of_a_timeline_add_up_to_it() => Drawn.Sample(drawn =>
    {
        var timeline = Of(drawn);
        var sum = SeatCounts.None;
        for (var i = 0; i < timeline.Starts.Length; i++)
        {
            sum = sum.Plus(timeline.ChangeAt(i));
            Assert.Equal(timeline.At(timeline.Starts[i]), timeline.SeatsAt(i));
            Assert.Equal(timeline.SeatsAt(i), sum.ToSeats());
        }
    }, iter: 1000);

    [Fact]
    public void A_stage_holds_from_its_first_instant_to_the_one_before_its_end()
    {
        var stage = Some.Master().License.Stages[0];
        var timeline = Timeline.Of(Some.Master().License);
        Assert.Equal(20, timeline.At(stage.From.AddSeconds(-1))["execution"]);
        Assert.Equal(50, timeline.At(stage.From)["execution"]);
        Assert.Equal(50, timeline.At(stage.To.AddSeconds(-1))["execution"]);
        Assert.Equal(20, timeline.At(stage.To)["execution"]);
        Assert.Equal(20, timeline.At(stage.From.AddTicks(-1))["execution"]);
    }

    [Fact]
    public void A_license_allows_nothing_before_its_start_and_after_its_grace()
    {
        var master = Some.Master();
        var timeline = Timeline.Of(master.License);
        Assert.True(timeline.At(Some.Now - 1).IsNone);
        Assert.Equal(master.Claims.Seats, timeline.At(Some.Now));
        Assert.Equal(master.Claims.Seats, timeline.At(master.Claims.Expires + (30 * Some.Day) - 1));
        Assert.True(timeline.At(master.Claims.Expires + (30 * Some.Day)).IsNone);
    }

    [Fact]
    public void A_perpetual_license_ends_with_the_year_9999_whatever_its_grace()
    {
        var timeline = Timeline.Of(Some.Master(c => c with { Expires = UnixTime.Max, Grace = UnixTime.Max }).License);
        Assert.False(timeline.At(UnixTime.Max - 1).IsNone);
        Assert.True(timeline.At(UnixTime.Max).IsNone);
        Assert.True(timeline.At(DateTimeOffset.MaxValue).IsNone);
        Assert.True(timeline.At(DateTimeOffset.MinValue).IsNone);
    }

    [Fact]
    public void A_stage_outside_the_period_has_no_effect()
    {
        var timeline = Timeline.Of(10, 20, Seats.One("a"), [new("before", 0, 10, Seats.None), new("after", 20, 30, Seats.One("b"))]);
        Assert.All([10L, 15, 19], at => Assert.Equal(Seats.One("a"), timeline.At(at)));
        Assert.All([0L, 9, 20, 25], at => Assert.True(timeline.At(at).IsNone));
    }

    [Fact]
    public void Nothing_serves_nothing() => Assert.Equal(10, Timeline.Nothing.FirstMisfit(Timeline.Of(10, 20, Seats.One("a"), []), 0, 100));

    private static Timeline Of((long Start, long End, Seats Base, Stage[] Stages) d) => Timeline.Of(d.Start, d.End, d.Base, d.Stages);

    private static Seats Naive((long Start, long End, Seats Base, Stage[] Stages) d, long at) =>
        at < d.Start || at >= d.End ? Seats.None : Array.Find(d.Stages, s => s.FromSeconds <= at && at < s.ToSeconds)?.Seats ?? d.Base;
}
