using CsCheck;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Tests.Stages;

public sealed class SeatSumsTests
{
    private const long Last = 90;

    private static readonly Gen<Seats> Allowances = SeatsOf(
        Gen.Frequency((3, Gen.Long[0, 6]), (3, Gen.Long[10, 30]), (1, Gen.Const(Limit.Unlimited))));

    private static readonly Gen<Seats> Extras = SeatsOf(Gen.Long[0, 4]);

    /// <summary>Start, end, base and stages within some 80 seconds; a few are unlimited for a while.</summary>
    private static readonly Gen<Timeline> Timelines = Drawn(SeatsOf(Gen.Frequency((20, Gen.Long[0, 2]), (1, Gen.Const(Limit.Unlimited)))));

    /// <summary>A change of the list: what to take away by its place, when there is anything, and what to add.</summary>
    private static readonly Gen<(int? Was, Timeline? Next)[]> Steps =
        Gen.Select(Gen.Int[0, 1000].Nullable(), Timelines.Null()).Array[0, 30];

    [Fact]
    public void The_sum_at_every_second_is_that_of_a_flat_list() => Steps.Sample(steps =>
    {
        foreach (var (sums, list) in Versions(steps))
        {
            AssertIsSum(list, sums);
        }
    }, iter: 60);

    [Fact]
    public void The_first_misfit_is_the_first_second_that_does_not_fit() =>
        Gen.Select(Steps, Allowances, Extras, Gen.Long[-5, Last], Gen.Long[-1, Last], Gen.Bool).Sample(
        (steps, allowance, extra, from, length, isLess) =>
        {
            var more = isLess ? SeatCounts.None.Minus(SeatCounts.Of(extra)) : SeatCounts.Of(extra);
            foreach (var (sums, list) in Versions(steps))
            {
                var expected = FirstMisfit(list, _ => allowance, more, from, from + length);
                Assert.Equal(expected, sums.FirstMisfit(allowance, more, from, from + length));
            }
        }, iter: 2000);

    [Fact]
    public void The_first_misfit_of_a_timeline_is_the_first_second_that_does_not_fit() =>
        Gen.Select(Steps, Drawn(Allowances), Extras, Gen.Long[-5, Last], Gen.Long[-1, Last]).Sample(
        (steps, allowance, extra, from, length) =>
        {
            var (sums, list) = Versions(steps)[^1];
            var more = SeatCounts.Of(extra);
            var expected = FirstMisfit(list, allowance.At, more, from, from + length);
            Assert.Equal(expected, sums.FirstMisfit(allowance, more, from, from + length));
        }, iter: 3000);

    [Fact]
    public void A_sum_made_at_once_is_the_one_made_step_by_step() => Timelines.Array[0, 40].Sample(list =>
    {
        var sums = SeatSums.Of(list);
        AssertIsSum(list, sums);
        Assert.True(list.Aggregate(sums, (rest, t) => rest.Minus(t)).IsEmpty);
    }, iter: 80);

    [Fact]
    public void A_timeline_that_is_replaced_by_itself_changes_nothing()
    {
        var timeline = Timeline.Of(10, 20, Some.Seats(1, 2, 3), []);
        var sums = SeatSums.Empty.Plus(timeline);
        Assert.Same(sums, sums.Replace(timeline, timeline));
        Assert.Same(sums, sums.Replace(timeline, Timeline.Of(10, 20, Some.Seats(1, 2, 3), [])));
        Assert.Same(sums, sums.Plus(Timeline.Nothing));
        Assert.Same(SeatSums.Empty, sums.Minus(timeline));
    }

    [Fact]
    public void A_breakpoint_at_which_nothing_changes_any_more_is_gone()
    {
        var sums = SeatSums.Empty.Plus(Timeline.Of(10, 20, Seats.One("a"), [])).Plus(Timeline.Of(20, 30, Seats.One("a"), []));
        Assert.Equal(30, sums.NextChange(10));
    }

    [Fact]
    public void A_seat_ends_before_the_instant_of_its_end()
    {
        var sums = SeatSums.Empty.Plus(Timeline.Of(10, UnixTime.Max, Seats.One("a"), []));
        Assert.Null(sums.FirstMisfit(Seats.None, SeatCounts.None, 0, 10));
        Assert.Equal(10, sums.FirstMisfit(Seats.None, SeatCounts.None, 0, 11));
        Assert.Equal(UnixTime.Max - 1, sums.FirstMisfit(Seats.None, SeatCounts.None, UnixTime.Max - 1, UnixTime.Max));
        Assert.Null(sums.FirstMisfit(Seats.None, SeatCounts.None, UnixTime.Max, long.MaxValue));
    }

    [Fact]
    public void The_sum_of_nothing_fits_what_serves_the_extra()
    {
        Assert.Null(SeatSums.Empty.FirstMisfit(Seats.One("a"), SeatCounts.One("a"), 0, 10));
        Assert.Equal(0, SeatSums.Empty.FirstMisfit(Seats.One("b"), SeatCounts.One("a"), 0, 10));
        Assert.Null(SeatSums.Empty.FirstMisfit(Seats.One("b"), SeatCounts.One("a"), 10, 10));
    }

    [Fact]
    public void Many_timelines_in_ascending_order_stay_balanced()
    {
        var all = Enumerable.Range(0, 5000).Select(i => Timeline.Of(i, 10_000 + i, Some.Seats(1, i % 3, 0), [])).ToArray();
        var sums = all.Aggregate(SeatSums.Empty, (s, t) => s.Plus(t));
        Assert.InRange(sums.Height, 14, 24);
        Assert.Equal(5000, sums.At(7000)["developer"]);
        Assert.Equal(4999, sums.FirstMisfit(Some.Seats(4999, 5000, 0), SeatCounts.None, 0, 20_000));
        var rest = all.Skip(100).Aggregate(sums, (s, t) => s.Minus(t));
        Assert.InRange(rest.Height, 8, 11);
        Assert.Equal(100, rest.At(7000)["developer"]);
    }

    [Fact]
    public void Kinds_beyond_those_of_one_license_are_counted()
    {
        var all = Enumerable.Range(0, 40).Select(i => Timeline.Of(i, UnixTime.Max, Seats.One($"k{i}"), [])).ToArray();
        foreach (var sums in new[] { SeatSums.Of(all), all.Aggregate(SeatSums.Empty, (s, t) => s.Plus(t)) })
        {
            Assert.Equal(40, sums.At(100).Kinds.Sum(kind => sums.At(100)[kind]));
            Assert.Equal(21, sums.FirstMisfit(new Seats([new("k3", 5)], 20), SeatCounts.None, 0, 100));
            var rest = all.Skip(1).Aggregate(sums, (s, t) => s.Minus(t));
            Assert.Equal(SeatCounts.One("k0"), rest.At(100));
            Assert.True(rest.At(100).Kinds.Count <= Seats.MaxKinds);
        }
    }

    /// <summary>The sums and the lists after each step: all versions, made before any is looked at.</summary>
    private static List<(SeatSums Sums, List<Timeline> List)> Versions((int? Was, Timeline? Next)[] steps)
    {
        var versions = new List<(SeatSums, List<Timeline>)> { (SeatSums.Empty, []) };
        foreach (var (place, next) in steps)
        {
            var (sums, list) = (versions[^1].Item1, versions[^1].Item2.ToList());
            var was = place is null || list.Count == 0 ? null : list[place.Value % list.Count];
            list.Remove(was!);
            list.AddRange(next is null ? [] : [next]);
            versions.Add(((was, next) switch
            {
                ({ } old, null) => sums.Minus(old),
                (null, { } added) => sums.Plus(added),
                _ => sums.Replace(was, next),
            }, list));
        }

        return versions;
    }

    private static void AssertIsSum(IReadOnlyCollection<Timeline> list, SeatSums sums)
    {
        SeatCounts[] expected = [.. Enumerable.Range(-2, (int)Last).Select(at => SumAt(list, at))];
        long? next = null;
        for (var i = expected.Length - 1; i >= 0; i--)
        {
            Assert.Equal(expected[i], sums.At(i - 2));
            Assert.Equal(next, sums.NextChange(i - 2));
            next = i == 0 || expected[i].Equals(expected[i - 1]) ? next : i - 2;
        }

        Assert.Equal(sums.NextChange(-2) is null, sums.IsEmpty);
    }

    private static SeatCounts SumAt(IEnumerable<Timeline> list, long at) =>
        list.Aggregate(SeatCounts.None, (sum, t) => sum.Plus(SeatCounts.Of(t.At(at))));

    private static long? FirstMisfit(IReadOnlyCollection<Timeline> list, Func<long, Seats> allowance, SeatCounts extra, long from, long to)
    {
        for (var at = from; at < to; at++)
        {
            if (!SumAt(list, at).Plus(extra).Fits(allowance(at)))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>Seats that name one of the usual kinds, both, or none.</summary>
    private static Gen<Seats> SeatsOf(Gen<long> figure) => Gen.Select(figure, figure, figure, Gen.Int[0, 3]).Select(
        (developer, execution, generic, named) =>
        named == 0 ? Some.Seats(developer, execution, generic)
            : new Seats(new[] { KeyValuePair.Create("developer", developer), new("robot", execution) }.Skip(named - 1), generic));

    private static Gen<Timeline> Drawn(Gen<Seats> seats) =>
        Gen.Select(Gen.Long[0, 40], Gen.Long[0, 40], seats, Gen.Long[0, 60].HashSet[0, 8], seats.Array[4]).Select(
            (start, length, basic, cuts, staged) =>
            Timeline.Of(start, start + length, basic,
                [.. cuts.Order().Chunk(2).Where(c => c.Length == 2).Select((c, i) => new Stage($"{i}", c[0], c[1], staged[i]))]));
}
