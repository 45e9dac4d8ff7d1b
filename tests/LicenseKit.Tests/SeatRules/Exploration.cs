using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules;

/// <summary>Every sequence of acts of a small world, each state once: breadth first, every sequence played from the beginning.</summary>
/// <param name="master">The Master's first version.</param>
/// <param name="before">What is there at the beginning.</param>
/// <param name="menu">The acts that are possible in a state.</param>
internal sealed class Exploration(GrantDraft master, IReadOnlyList<Act> before, Func<ModelWorld, IEnumerable<Act>> menu)
{
    /// <summary>Plays at most so many sequences; gives the number of states, and whether these were all.</summary>
    public (int States, bool IsComplete) Run(Func<GrantDraft, ISeatWorld> tested, int most)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<Act[]>();
        waiting.Enqueue([.. before]);
        for (var played = 0; waiting.TryDequeue(out var acts); played++)
        {
            if (played == most)
            {
                return (seen.Count, false);
            }

            var match = new Match(new ModelWorld(master), tested(master));
            Array.ForEach(acts, act => match.Play(act));
            if (seen.Add(StateKey.Of(match.Model)))
            {
                foreach (var next in menu(match.Model))
                {
                    waiting.Enqueue([.. acts, next]);
                }
            }
        }

        return (seen.Count, true);
    }
}
