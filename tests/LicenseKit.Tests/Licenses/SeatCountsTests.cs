using CsCheck;
using LicenseKit.Licenses;

namespace LicenseKit.Tests.Licenses;

public sealed class SeatCountsTests
{
    private const string Generic = Seats.GenericName;

    private static readonly string[] Kinds = ["a", "ab", "b", "developer", "execution"];

    /// <summary>Figures of some kinds, and of generic: limited, negative and unlimited ones.</summary>
    private static readonly Gen<Dictionary<string, long>> Models = Figures(Gen.Frequency(
        (8, Gen.Long[-4, 4]), (1, Gen.Const(SeatCounts.Unlimited)), (1, Gen.Const(-SeatCounts.Unlimited))));

    private static readonly Gen<string> AnyKind = Gen.Int[0, Kinds.Length].Select(i => Kinds.Append("zebra").ElementAt(i));

    private static readonly Gen<Dictionary<string, long>> Demands = Figures(Gen.Long[0, 4]);

    private static readonly Gen<Dictionary<string, long>> DemandsWithUnlimited =
        Figures(Gen.Frequency((5, Gen.Long[0, 4]), (1, Gen.Const(Limit.Unlimited))));

    [Fact]
    public void Arithmetic_is_that_of_each_figure() => Gen.Select(Models, Models, Gen.Bool).Sample((a, b, areShared) =>
    {
        var (x, y) = (Of(a), Of(b));
        y = areShared ? y.WithKindsOf(x) : y;
        AssertIs(f => f(a) + f(b), x.Plus(y));
        AssertIs(f => f(a) - f(b), x.Minus(y));
        AssertIs(f => Math.Max(f(a), f(b)), x.Max(y));
        AssertIs(f => Math.Max(f(a) + f(b), f(b)), x.PlusAtLeast(y, y));
        AssertIs(f => Math.Max(f(a), 0), x.PlusAtLeast(null, null));
        AssertIs(f => f(b), y);
        Assert.Equal(AllNames.All(n => Figure(a, n) <= Figure(b, n)), x.IsAtMost(y));
        Assert.Equal(AllNames.All(n => Figure(a, n) == 0), x.IsNone);
        Assert.Equal(AllNames.All(n => Figure(a, n) == Figure(b, n)), x.Equals(y));
        Assert.True(!x.Equals(y) || x.GetHashCode() == y.GetHashCode());
        Assert.Equal(x, x.Plus(y).Minus(y));
        Assert.Equal(x.WithoutZeros(), x);
        Assert.Equal(x.WithoutZeros().GetHashCode(), x.GetHashCode());
        Assert.True(x.Minus(x).IsNone && x.Equals(x.WithKindsOf(y)));
    }, iter: 5000);

    [Fact]
    public void A_sum_is_the_same_in_any_order() => Models.Array[0, 6].Sample(models =>
    {
        var all = models.Select(Of).ToArray();
        var (forward, backward) = (Sum(all), Sum(all.Reverse()));
        Assert.Equal(forward, backward);
        Assert.Equal(forward.GetHashCode(), backward.GetHashCode());
        Assert.True(all.Aggregate(forward, (sum, x) => sum.Minus(x)).IsNone);
    }, iter: 1000);

    [Fact]
    public void A_demand_fits_exactly_when_it_is_served() => Gen.Select(DemandsWithUnlimited, DemandsWithUnlimited, Gen.Bool).Sample(
        (have, want, isOwn) =>
    {
        var (allowance, demand) = Paired(have, want, isOwn);
        Assert.Equal(allowance.Serves(demand), SeatCounts.Of(demand).Fits(allowance));
        Assert.Equal(allowance.Serves(demand), SeatCounts.Of(demand).Excess(allowance) == 0);
        Assert.Equal(demand, SeatCounts.Of(demand).ToSeats());
    }, iter: 10_000);

    [Fact]
    public void The_excess_is_what_generic_lacks() => Gen.Select(DemandsWithUnlimited, Demands, Gen.Bool).Sample((have, want, isOwn) =>
    {
        var (allowance, demand) = Paired(have, want, isOwn);
        var excess = SeatCounts.Of(demand).Excess(allowance);
        Assert.True(allowance.Plus(new Seats([], excess)).Serves(demand));
        Assert.True(excess == 0 || !allowance.Plus(new Seats([], excess - 1)).Serves(demand));
    }, iter: 10_000);

    [Fact]
    public void There_is_a_place_exactly_when_one_more_makes_no_excess_larger() =>
        Gen.Select(DemandsWithUnlimited, DemandsWithUnlimited, AnyKind, Gen.Bool).Sample((have, want, kind, isOwn) =>
        {
            var (allowance, demand) = Paired(have, want, isOwn);
            var counts = SeatCounts.Of(demand);
            var withOne = counts.Plus(SeatCounts.One(kind));
            Assert.Equal(withOne.Excess(allowance) <= counts.Excess(allowance), counts.HasPlaceFor(kind, allowance));
        }, iter: 10_000);

    [Fact]
    public void Two_fit_together_exactly_when_their_sum_does() => Gen.Select(Models, Models, DemandsWithUnlimited, Gen.Bool).Sample(
        (a, b, have, areShared) =>
    {
        var (x, y, allowance) = (Of(a), Of(b), SeatsOf(have));
        y = areShared ? y.WithKindsOf(x) : y;
        x = areShared ? x.WithKindsOf(y) : x;
        Assert.Equal(x.Plus(y).Fits(allowance), x.FitsWith(y, allowance));
    }, iter: 5000);

    [Fact]
    public void What_is_at_most_a_fitting_demand_fits() => Gen.Select(Models, Demands, DemandsWithUnlimited).Sample((a, less, have) =>
    {
        var allowance = SeatsOf(have);
        Assert.True(Of(a).Minus(Of(less)).IsAtMost(Of(a)));
        Assert.True(!Of(a).Fits(allowance) || Of(a).Minus(Of(less)).Fits(allowance));
    }, iter: 5000);

    [Fact]
    public void Four_million_unlimited_figures_do_not_overflow()
    {
        var sum = SeatCounts.Of(new Seats(
            Enumerable.Range(10, 16).Select(i => KeyValuePair.Create($"k{i}", Limit.Unlimited)), Limit.Unlimited));
        for (var doubled = 0; doubled < 22; doubled++)
        {
            sum = sum.Plus(sum);
        }

        Assert.Equal(1L << 62, sum["k10"]);
        Assert.True(sum.Excess(Some.Seats(5, 5, 5)) >= SeatCounts.Unlimited);
        Assert.Equal(0, sum.Excess(Some.Seats(0, 0, Limit.Unlimited)));
        Assert.False(sum.HasPlaceFor("k10", Some.Seats(5, 5, 5)));
        Assert.True(sum.Minus(sum).IsNone);
    }

    [Fact]
    public void Unlimited_less_unlimited_is_nothing()
    {
        var (all, some) = (SeatCounts.Of(Some.Seats(Limit.Unlimited, 0, Limit.Unlimited)), SeatCounts.Of(Some.Seats(5, 6, 7)));
        Assert.Equal(some, some.Plus(all).Minus(all));
        Assert.Equal(Some.Seats(Limit.Unlimited, 6, Limit.Unlimited), some.Plus(all).ToSeats());
        Assert.Equal(Some.Seats(0, 6, 0), some.Minus(all).ToSeats());
    }

    [Fact]
    public void Names_are_shared_wherever_the_kinds_are_the_same()
    {
        var (a, b) = (SeatCounts.Of(Some.Seats(1, 2, 3)), SeatCounts.Of(Some.Seats(4, 5, 6)));
        Assert.Same(a.Kinds, a.Plus(b).Kinds);
        Assert.Same(a.Kinds, SeatCounts.One("execution").Plus(a).Kinds);
        Assert.Same(a.Kinds, SeatCounts.None.WithKindsOf(a).Kinds);
        Assert.Same(a.Kinds, a.ToSeats().Kinds);
        Assert.Equal(["developer", "execution", "robot"], a.Plus(SeatCounts.One("robot")).Kinds);
    }

    [Fact]
    public void Questions_allocate_nothing()
    {
        var (own, other) = (SeatCounts.Of(Some.Seats(5, 6, 7)), SeatCounts.One("robot"));
        var allowance = new Seats([new("aa", 1), new("developer", 5)], 3);
        var shared = own.Plus(own).ToSeats();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            own.Excess(allowance);
            own.Fits(shared);
            own.HasPlaceFor("developer", shared);
            own.HasPlaceFor("robot", allowance);
            own.IsAtMost(other);
            own.FitsWith(own, allowance);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Figures_are_shown_by_kind() => Assert.Equal(
        "developer unlimited, execution 20, generic -3",
        SeatCounts.Of(Some.Seats(Limit.Unlimited, 20, 0)).Minus(SeatCounts.Of(Some.Seats(0, 0, 3))).ToString());

    private static IEnumerable<string> AllNames => [.. Kinds, Generic];

    private static Gen<Dictionary<string, long>> Figures(Gen<long> figure) =>
        Gen.Select(Gen.Bool.Array[Kinds.Length], figure.Array[Kinds.Length], figure).Select((isNamed, figures, generic) =>
            Kinds.Zip(figures, isNamed).Where(f => f.Third).Append((Generic, generic, true)).ToDictionary(f => f.Item1, f => f.Item2));

    /// <summary>An allowance and a demand, whose kinds are one array on request.</summary>
    private static (Seats Allowance, Seats Demand) Paired(Dictionary<string, long> have, Dictionary<string, long> want, bool shareKinds)
    {
        var (allowance, demand) = (SeatsOf(have), SeatsOf(want));
        var counts = SeatCounts.Of(demand).WithKindsOf(SeatCounts.Of(allowance));
        return shareKinds ? (SeatCounts.Of(allowance).WithKindsOf(counts).ToSeats(), counts.ToSeats()) : (allowance, demand);
    }

    private static Seats SeatsOf(Dictionary<string, long> figures) => new(figures.Where(f => f.Key != Generic), figures[Generic]);

    private static SeatCounts Of(Dictionary<string, long> figures)
    {
        SeatCounts Part(int sign) => SeatCounts.Of(new Seats(
            figures.Where(f => f.Key != Generic).Select(f => KeyValuePair.Create(f.Key, Limited(sign * f.Value))),
            Limited(sign * figures[Generic])));
        return Part(1).Minus(Part(-1));
    }

    private static long Limited(long figure) => figure == SeatCounts.Unlimited ? Limit.Unlimited : Math.Max(0, figure);

    private static SeatCounts Sum(IEnumerable<SeatCounts> all) => all.Aggregate(SeatCounts.None, (sum, x) => sum.Plus(x));

    private static long Figure(Dictionary<string, long> figures, string name) => figures.GetValueOrDefault(name);

    private static void AssertIs(Func<Func<Dictionary<string, long>, long>, long> expected, SeatCounts actual)
    {
        Assert.All(Kinds, kind => Assert.Equal(expected(f => Figure(f, kind)), actual[kind]));
        Assert.Equal(expected(f => Figure(f, Generic)), actual.Generic);
        Assert.Equal(actual.Kinds.Order(StringComparer.Ordinal).Distinct(), actual.Kinds);
        Assert.Equal(0, actual["zebra"]);
    }
}
