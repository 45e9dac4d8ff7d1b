using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>What differs between two versions in one field: old, new, or only one of them.</summary>
internal sealed record Change(string Field, Fact? From, Fact? To)
{
    public override string ToString() => (From, To) switch
    {
        ({ } from, { } to) => $"{from.Text} -> {to.Text}",
        ({ } from, null) => $"removed (was {from.Text})",
        _ => $"added: {To!.Text}",
    };

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
                changes.Add(new(fact.Field, fact, other));
            }
        }

        changes.AddRange(now.Values.Select(f => new Change(f.Field, null, f)));
        return changes;
    }

    /// <summary>Stages are the same one where their name is, or else their start.</summary>
    public static IEnumerable<Change> Between(IReadOnlyList<Stage> from, IReadOnlyList<Stage> to)
    {
        var left = to.ToList();
        foreach (var stage in from)
        {
            var same = left.Find(s => Text(s) == Text(stage)) ?? left.Find(s => s.Name.Length > 0 && s.Name == stage.Name) ?? left.Find(s => s.FromSeconds == stage.FromSeconds);
            if (same is not null)
            {
                left.Remove(same);
            }

            if (same is null || Text(same) != Text(stage))
            {
                yield return new("stage", Of(stage), same is null ? null : Of(same));
            }
        }

        foreach (var stage in left)
        {
            yield return new("stage", null, Of(stage));
        }
    }

    private static Fact Of(Stage stage) => new("stage", Text(stage));

    private static string Text(Stage stage) =>
        $"{(stage.Name.Length > 0 ? $"'{stage.Name}' " : "")}{JsonForms.Instant(stage.FromSeconds)} to {JsonForms.Instant(stage.ToSeconds)}: {stage.Seats}";
}
