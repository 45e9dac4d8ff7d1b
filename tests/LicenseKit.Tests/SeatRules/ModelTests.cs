using CsCheck;
using LicenseKit.Tests.SeatRules.Model;
using LicenseKit.Tests.SeatRules.Rules;

namespace LicenseKit.Tests.SeatRules;

/// <summary>The model itself: whatever happens, its invariants hold, and the comparison notices each rule that is left out.</summary>
public sealed class ModelTests
{
    [Fact]
    public void The_invariants_hold_in_the_model() =>
        Comparison.Matches.Sample(m => Comparison.Play(m.World, m.Acts, master => new ModelWorld(master)), iter: 1000, threads: 1);

    [Theory]
    [MemberData(nameof(SmallWorldTests.Worlds), MemberType = typeof(SmallWorldTests))]
    public void The_invariants_hold_in_every_small_world(string world) =>
        Assert.True(SmallWorlds.All[world].Run(master => new ModelWorld(master), most: 1000).States > 50);

    [Theory]
    [InlineData(nameof(PlantedFaults.NoStageCuts))]
    [InlineData(nameof(PlantedFaults.NewestVersionOnly))]
    [InlineData(nameof(PlantedFaults.OnePlace))]
    [InlineData(nameof(PlantedFaults.NoIssuingRule))]
    [InlineData(nameof(PlantedFaults.NoRunTime))]
    public void The_comparison_notices_a_rule_that_is_left_out(string fault)
    {
        var planted = Enum.Parse<PlantedFaults>(fault);
        Assert.Contains(Enumerable.Range(0, 1000), world => Disagrees(world, planted));
    }

    private static bool Disagrees(int world, PlantedFaults planted)
    {
        var dice = new Dice(world);
        try
        {
            var acts = Enumerable.Range(0, 80).Select(_ => dice.Below(int.MaxValue)).ToArray();
            Comparison.Play(world, acts, master => new ModelWorld(master, planted));
            return false;
        }
        catch (DisagreementException)
        {
            return true;
        }
    }
}
