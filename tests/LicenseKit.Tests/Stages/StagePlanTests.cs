using CsCheck;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Tests.Stages;

public sealed class StagePlanTests
{
    private static readonly Seats Base = Some.Seats(5, 20, 3);

    [Fact]
    public void An_absolute_count_replaces_and_a_kind_left_out_stays() =>
        Assert.Equal(["10-20: developer 5, execution 50, generic 3"], Resolve(Draft(10, 20).Set("execution", 50)));

    [Fact]
    public void A_relative_count_is_added_to_the_base() =>
        Assert.Equal(["10-20: developer 4, execution 50, generic 3"], Resolve(Draft(10, 20).Raise("execution", 30).Lower("developer", 1)));

    [Fact]
    public void Relative_counts_of_overlapping_stages_add_up() => Assert.Equal(
        ["10-15: developer 5, execution 50, generic 3", "15-20: developer 5, execution 60, generic 3", "20-25: developer 5, execution 30, generic 3"],
        Resolve(Draft(10, 20).Raise("execution", 30), Draft(15, 25).Raise("execution", 10)));

    [Fact]
    public void A_relative_count_is_added_to_an_absolute_one_whatever_their_order()
    {
        Assert.Equal(["10-20: developer 5, execution 7, generic 3"], Resolve(Draft(10, 20).Raise("execution", -3), Draft(10, 20).Set("execution", 10)));
        Assert.Equal(["10-20: developer 5, execution 7, generic 3"], Resolve(Draft(10, 20).Set("execution", 10), Draft(10, 20).Lower("execution", 3)));
    }

    [Fact]
    public void A_count_is_never_below_0_nor_above_the_largest_limited_one()
    {
        Assert.Equal(["10-20: developer 0, execution 20, generic 3"], Resolve(Draft(10, 20).Lower("developer", 6)));
        Assert.Equal(["10-20: developer 0, execution 20, generic 3"], Resolve(Draft(10, 20).Lower("developer", long.MaxValue)));
        Assert.Equal(["10-20: developer 999999999, execution 20, generic 3"], Resolve(Draft(10, 20).Raise("developer", 2_000_000_000)));
        Assert.Equal(["10-20: developer 999999999, execution 20, generic 3"], Resolve(Draft(10, 20).Raise("developer", long.MaxValue), Draft(10, 20).Raise("developer", long.MaxValue)));
    }

    [Fact]
    public void Unlimited_stays_unlimited()
    {
        Assert.Equal(["10-20: developer unlimited, execution 20, generic 3"], Resolve(Draft(10, 20).Set("developer", Limit.Unlimited), Draft(10, 20).Lower("developer", 5)));
        Assert.Equal(["10-20: developer unlimited, generic 1"], Resolve(new Seats([new("developer", Limit.Unlimited)]), Draft(10, 20).Raise("generic", 1).Lower("developer", 5)));
    }

    [Fact]
    public void A_kind_that_only_a_stage_names_joins_the_base_with_0()
    {
        var plan = StagePlan.Resolve(Base, [Draft(10, 20).Raise("robot", 4), Draft(30, 40).Set("execution", 1)]).Value!;
        Assert.Equal(["developer", "execution", "robot"], plan.Base.Kinds);
        Assert.Equal((0L, 4L, 0L), (plan.Base["robot"], plan.Stages[0].Seats["robot"], plan.Stages[1].Seats["robot"]));
        Assert.All(plan.Stages, s => Assert.True(s.Seats.HasSameKinds(plan.Base)));
    }

    [Fact]
    public void Two_absolute_counts_at_one_instant_are_refused_with_both_stages_named()
    {
        var fault = StagePlan.Resolve(Base, [Draft(10, 20, "Fair").Set("execution", 50), Draft(19, 30, "Audit").Set("execution", 60)]).Fault!;
        Assert.Equal(FaultCode.AmbiguousStage, fault.Code);
        Assert.Contains("'Fair' and 'Audit'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_absolute_counts_that_only_touch_or_set_other_kinds_are_good()
    {
        Assert.Equal(2, Resolve(Draft(10, 20).Set("execution", 50), Draft(20, 30).Set("execution", 60)).Length);
        Assert.Equal(["10-20: developer 1, execution 50, generic 3"], Resolve(Draft(10, 20).Set("execution", 50), Draft(10, 20).Set("developer", 1)));
    }

    [Fact]
    public void The_stages_of_an_instant_are_named_together_and_equal_neighbours_join()
    {
        var plan = StagePlan.Resolve(Base, [Draft(10, 20, "A").Raise("execution", 1), Draft(10, 20, "B").Raise("execution", 1), Draft(20, 30, ""), Draft(25, 30, "")]).Value!;
        Assert.Equal(["A + B", ""], plan.Stages.Select(s => s.Name));
    }

    [Fact]
    public void A_joined_name_is_cut_to_a_good_text()
    {
        var face = string.Concat(Enumerable.Repeat("\ud83d\ude00", 126)); // 252 characters; the joined name is cut inside a pair
        var plan = StagePlan.Resolve(Base, [Draft(10, 20, face), Draft(10, 20, face)]).Value!;
        Assert.Null(DisplayName.Objection(plan.Stages[0].Name));
    }

    [Fact]
    public void A_stage_has_an_end_at_least_a_second_after_its_start()
    {
        Assert.Equal(FaultCode.DraftValue, Code(Draft(20, 20)));
        Assert.Equal(FaultCode.DraftValue, Code(Draft(20, 19)));
        Assert.Equal(FaultCode.DraftValue, Code(Draft(20, 21) with { To = Some.At(20).AddMilliseconds(500) }));
    }

    [Fact]
    public void A_stage_may_begin_before_time_is_counted_and_end_with_it()
    {
        Assert.Equal(["0-20: developer 5, execution 1, generic 3"], Resolve(Draft(10, 20).Set("execution", 1) with { From = DateTimeOffset.MinValue }));
        Assert.Equal([$"10-{UnixTime.Max}: developer 5, execution 1, generic 3"], Resolve(Draft(10, 20).Set("execution", 1) with { To = DateTimeOffset.MaxValue }));
    }

    [Fact]
    public void A_stage_names_good_kinds_in_good_words()
    {
        Assert.Equal(FaultCode.DraftValue, Code(Draft(10, 20).Set("Bad Kind", 1)));
        Assert.Equal(FaultCode.DraftValue, Code(Draft(10, 20, "a\u202eb")));
        Assert.Equal(FaultCode.DraftValue, Code(Draft(10, 20, new string('x', 257))));
    }

    [Fact]
    public void A_plan_has_at_most_256_stages_and_16_kinds()
    {
        Assert.Equal(256, Resolve([.. Enumerable.Range(0, 256).Select(i => Draft(i, i + 1).Set("execution", i))]).Length);
        Assert.Equal(FaultCode.DraftValue, Code([.. Enumerable.Range(0, 257).Select(i => Draft(i, i + 1).Set("execution", i))]));
        Assert.Single(Resolve(Enumerable.Range(0, 14).Aggregate(Draft(10, 20), (d, i) => d.Set($"k{i}", 1))));
        Assert.Equal(FaultCode.DraftValue, Code(Enumerable.Range(0, 15).Aggregate(Draft(10, 20), (d, i) => d.Set($"k{i}", 1))));
    }

    [Fact]
    public void A_resolved_plan_is_what_adding_up_every_second_gives() =>
        Gen.Select(Gen.Long[0, 40], Gen.Long[1, 20], Gen.Long[-8, 30], Gen.Bool).Select((from, length, by, generic) => Draft(from, from + length).Raise(generic ? "generic" : "execution", by))
            .Array[0, 6].Sample(drafts =>
            {
                var plan = StagePlan.Resolve(Base, drafts).Value!;
                var timeline = Timeline.Of(0, 100, plan.Base, plan.Stages);
                for (var at = 0L; at < 70; at++)
                {
                    long By(string kind) => drafts.Where(d => d.From <= Some.At(at) && Some.At(at) < d.To && d.Seats.ContainsKey(kind)).Sum(d => d.Seats[kind].Amount);
                    Assert.Equal(Some.Seats(5, Math.Max(0, 20 + By("execution")), Math.Max(0, 3 + By("generic"))), timeline.At(at));
                }
            }, iter: 1000);

    private static StageDraft Draft(long from, long to, string name = "Stage") => new() { Name = name, From = Some.At(from), To = Some.At(to) };

    private static FaultCode? Code(params StageDraft[] drafts) => StagePlan.Resolve(Base, drafts).Fault?.Code;

    private static string[] Resolve(params StageDraft[] drafts) => Resolve(Base, drafts);

    private static string[] Resolve(Seats seats, params StageDraft[] drafts) =>
        [.. StagePlan.Resolve(seats, drafts).Value!.Stages.Select(s => $"{s.FromSeconds}-{s.ToSeconds}: {s.Seats}")];
}
