using CsCheck;
using LicenseKit.Licenses;

namespace LicenseKit.Tests.Licenses;

public sealed class SeatsTests
{
    [Fact]
    public void An_allowance_serves_a_demand_exactly_when_an_assignment_exists()
    {
        int[] counts = [0, 1, 2, 3];
        foreach (var (have, want) in All(counts).SelectMany(_ => All(counts), (a, b) => (a, b)))
        {
            Assert.True(have.Serves(want) == CanAssign(have, want), $"{have} for {want}");
        }
    }

    [Fact]
    public void Serving_is_transitive_and_additive() => Gen.Select(Small, Small, Small, Small).Sample((a, b, c, d) =>
    {
        Assert.True(!a.Serves(b) || !b.Serves(c) || a.Serves(c));
        Assert.True(!a.Serves(b) || !c.Serves(d) || a.Plus(c).Serves(b.Plus(d)));
        Assert.True(a.Serves(a) && a.Max(b).Serves(a) && a.Plus(b).Serves(b) && a.Serves(Seats.None));
    }, iter: 20_000);

    [Fact]
    public void An_unlimited_demand_fits_only_an_unlimited_kind_or_pool()
    {
        const long all = Limit.Unlimited;
        Assert.False(Some.Seats(999_999_999, 0, 999_999_999).Serves(Some.Seats(all)));
        Assert.False(Some.Seats(all, 0, 999_999_999).Serves(Some.Seats(0, 0, all)));
        Assert.False(Some.Seats(all, 0, 5).Serves(Some.Seats(0, all)));
        Assert.True(Some.Seats(all).Serves(Some.Seats(all)));
        Assert.True(Some.Seats(0, 0, all).Serves(Some.Seats(all, all, all)));
        Assert.True(Some.Seats(all, 0, 1).Serves(Some.Seats(999_999_999, 1)));
    }

    [Fact]
    public void Unlimited_is_infinite_in_every_sum()
    {
        var (all, some) = (Some.Seats(Limit.Unlimited, 0, Limit.Unlimited), Some.Seats(5, 6, 7));
        Assert.Equal(Some.Seats(Limit.Unlimited, 6, Limit.Unlimited), all.Plus(some));
        Assert.Equal(Some.Seats(Limit.Unlimited, 6, Limit.Unlimited), some.Plus(all));
        Assert.Equal(Some.Seats(Limit.Unlimited, 0, Limit.Unlimited), all.Minus(some));
        Assert.Equal(Some.Seats(0, 6, 0), some.Minus(all));
        Assert.Equal(all, all.Minus(all));
        Assert.Equal(Limit.Unlimited, Some.Seats(1, 0, Limit.Unlimited).Most("developer"));
        Assert.Equal(12, some.Most("developer"));
    }

    [Theory]
    [InlineData(999_999_998, 1, 999_999_999)]
    [InlineData(999_999_999, 1, 999_999_999)]
    [InlineData(999_999_999, 999_999_999, 999_999_999)]
    [InlineData(999_999_999, Limit.Unlimited, Limit.Unlimited)]
    [InlineData(Limit.Unlimited, 0, Limit.Unlimited)]
    public void The_most_of_a_kind_is_never_shown_as_unlimited_when_it_is_not(long own, long generic, long most) =>
        Assert.Equal(most, Some.Seats(own, 0, generic).Most("developer"));

    [Fact]
    public void Sixteen_kinds_of_the_largest_counts_do_not_overflow()
    {
        var large = new Seats(Enumerable.Range(0, 16).Select(i => KeyValuePair.Create($"k{i}", 999_999_999L)), 999_999_999);
        var sum = Enumerable.Range(0, 1000).Aggregate(large, (s, _) => s.Plus(large));
        Assert.False(Seats.One("k0").Serves(sum));
        Assert.True(sum.Serves(large));
    }

    [Fact]
    public void A_kind_that_is_not_named_counts_0()
    {
        Seats named = new([new("developer", 5), new("execution", 0)]), left = new([new("developer", 5)]);
        Assert.Equal(0, left["execution"]);
        Assert.Equal(named, left);
        Assert.Equal(named.GetHashCode(), left.GetHashCode());
        Assert.Single(new[] { named, left }.Distinct());
    }

    [Fact]
    public void Equal_seats_have_equal_hashes() => Gen.Select(Small, Small).Sample((a, b) =>
        Assert.Equal(a.Equals(b), a.Minus(b).IsNone && b.Minus(a).IsNone && a.GetHashCode() == b.GetHashCode()));

    [Fact]
    public void Seats_that_cannot_be_are_misuse()
    {
        Assert.Throws<ArgumentException>(() => new Seats([new("generic", 1)]));
        Assert.Throws<ArgumentException>(() => new Seats([new("Developer", 1)]));
        Assert.Throws<ArgumentException>(() => new Seats([new("developer", 1), new("developer", 2)]));
        Assert.Throws<ArgumentException>(() => new Seats([new("developer", -1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Seats([], -1));
    }

    [Fact]
    public void Seats_are_shown_by_kind() => Assert.Equal("developer unlimited, execution 20, generic 3", Some.Seats(Limit.Unlimited, 20, 3).ToString());

    private static readonly Gen<Seats> Small = Gen.Select(Gen.Long[0, 4], Gen.Long[0, 4], Gen.Long[0, 4]).Select(Some.Seats);

    private static IEnumerable<Seats> All(int[] counts) =>
        from d in counts from e in counts from g in counts select Some.Seats(d, e, g);

    /// <summary>Tries every way to give generic seats to the kinds.</summary>
    private static bool CanAssign(Seats have, Seats want)
    {
        for (var toDeveloper = 0L; toDeveloper <= have.Generic; toDeveloper++)
        {
            for (var toExecution = 0L; toDeveloper + toExecution <= have.Generic; toExecution++)
            {
                if (want["developer"] <= have["developer"] + toDeveloper && want["execution"] <= have["execution"] + toExecution
                    && want.Generic <= have.Generic - toDeveloper - toExecution)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
