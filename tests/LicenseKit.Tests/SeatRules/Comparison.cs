using CsCheck;
using LicenseKit.Tests.SeatRules.Model;
using LicenseKit.Tests.SeatRules.Rules;

namespace LicenseKit.Tests.SeatRules;

/// <summary>One random match: a number for the world, and one for each act.</summary>
internal static class Comparison
{
    public static readonly Gen<(int World, int[] Acts)> Matches =
        Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Int[0, int.MaxValue - 1].Array[1, 80]);

    public static void Play(int number, IEnumerable<int> acts, Func<GrantDraft, ISeatWorld> tested)
    {
        var world = new RandomWorld(number);
        var match = new Match(new ModelWorld(world.Master), tested(world.Master));
        var choice = new RandomActs(world, match.Model);
        foreach (var act in acts)
        {
            if (choice.Next(act) is { } next)
            {
                match.Play(next);
            }
        }
    }
}
