using LicenseKit.Tests.SeatRules.Model;
using LicenseKit.Tests.SeatRules.Rules;

namespace LicenseKit.Tests.SeatRules;

/// <summary>Every sequence of acts of a small world, each state once; every sequence is played from the beginning.</summary>
/// <param name="master">The Master's first version.</param>
/// <param name="before">What is there at the beginning.</param>
/// <param name="menu">The acts that are possible in a state.</param>
internal sealed class Exploration(GrantDraft master, IReadOnlyList<Act> before, Func<ModelWorld, IEnumerable<Act>> menu)
{
    /// <summary>Plays at most so many sequences; gives the number of states, and whether these were all.</summary>
    public (int States, bool IsComplete) Run(Func<GrantDraft, ISeatWorld> tested, int most)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        List<Act[]> waiting = [[.. before]];
        for (var played = 0; waiting.Count > 0; played++)
        {
            if (played == most)
            {
                return (seen.Count, false);
            }

            var acts = Take(waiting, new Dice(played));
            var match = new Match(new ModelWorld(master), tested(master));
            Array.ForEach(acts, act => match.Play(act));
            if (seen.Add(StateKey.Of(match.Model)))
            {
                waiting.AddRange(menu(match.Model).Select(next => (Act[])[.. acts, next]));
            }
        }

        return (seen.Count, true);
    }

    /// <summary>The shortest and others by turns, so that a world that is cut short is explored in depth too.</summary>
    private static Act[] Take(List<Act[]> waiting, Dice dice)
    {
        var index = dice.OneIn(2) ? 0 : dice.Below(waiting.Count);
        var acts = waiting[index];
        waiting.RemoveAt(index);
        return acts;
    }
}
