using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>What differs between two versions in one field: old, new, or only one of them.</summary>
/// <param name="Text">The change for people.</param>
internal sealed record Change(string Field, Fact? From, Fact? To, string Text)
{
    /// <summary>The changed fields, in the order of the facts; what is in one version only has one side.</summary>
    public static IReadOnlyList<Change> Between(IEnumerable<Fact> from, IEnumerable<Fact> to)
    {
        var old = from.ToList();
        var now = to.ToDictionary(f => f.Field, StringComparer.Ordinal);
        var changes = new List<Change>();
        foreach (var fact in old)
        {
            if (!now.Remove(fact.Field, out var other) || other.Text != fact.Text)
            {
                changes.Add(Of(fact.Field, fact, other));
            }
        }

        changes.AddRange(now.Values.Select(f => Of(f.Field, null, f)));
        return changes;
    }

    /// <summary>Stages are the same one where their name is, or else their start.</summary>
    public static IEnumerable<Change> Between(IReadOnlyList<Stage> from, IReadOnlyList<Stage> to)
    {
        var left = to.Where(stage => !from.Any(s => IsSame(s, stage))).ToList();
        foreach (var stage in from.Where(stage => !to.Any(s => IsSame(s, stage))))
        {
            var other = left.Find(s => s.Name.Length > 0 && s.Name == stage.Name) ?? left.Find(s => s.FromSeconds == stage.FromSeconds);
            if (other is null)
            {
                yield return Of("stage", Fact.Of(stage), null);
                continue;
            }

            left.Remove(other);
            yield return new("stage", Fact.Of(stage), Fact.Of(other), Says(stage, other));
        }

        foreach (var stage in left)
        {
            yield return Of("stage", null, Fact.Of(stage));
        }
    }

    private static bool IsSame(Stage a, Stage b) =>
        a.Name == b.Name && a.FromSeconds == b.FromSeconds && a.ToSeconds == b.ToSeconds && a.Seats.Equals(b.Seats);

    private static Change Of(string field, Fact? from, Fact? to) => new(field, from, to, (from, to) switch
    {
        ({ } old, { } now) => $"{old.Field}: {old.Text} -> {now.Text}",
        ({ } old, null) => $"{old.Field}: removed, was {old.Text}",
        _ => $"{to!.Field}: added, {to.Text}",
    });

    /// <summary>What is another in a stage: its name, its period, and each kind whose count is.</summary>
    private static string Says(Stage from, Stage to)
    {
        var parts = new List<string>();
        if (from.Name != to.Name)
        {
            parts.Add($"name '{from.Name}' -> '{to.Name}'");
        }

        if (Fact.PeriodOf(from) != Fact.PeriodOf(to))
        {
            parts.Add($"{Fact.PeriodOf(from)} -> {Fact.PeriodOf(to)}");
        }

        var old = from.Seats.All().Select(s => Fact.Count(s.Key, s.Value));
        parts.AddRange(Between(old, to.Seats.All().Select(s => Fact.Count(s.Key, s.Value))).Select(c => c.From is { } a && c.To is { } b ? $"{c.Field} {a.Text} -> {b.Text}" : c.Text));
        return $"{Fact.NameOf(from)}: {string.Join(", ", parts)}";
    }
}
