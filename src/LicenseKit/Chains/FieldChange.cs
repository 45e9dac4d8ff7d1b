using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>One difference between two versions of a license. <see cref="ToString"/> is its form for people.</summary>
/// <param name="Field">The field, dotted where it is part of another: <c>seats.developer</c>, <c>features.export.pdf</c>; <c>stage</c> for a stage.</param>
/// <param name="From">The value in the first version; null when it has none.</param>
/// <param name="To">The value in the second version; null when it has none.</param>
public sealed record FieldChange(string Field, LicenseValue? From, LicenseValue? To)
{
    private const string StageField = "stage";

    /// <summary>What differs between two server licenses; empty when they say the same.</summary>
    public static IReadOnlyList<FieldChange> Between(ServerLicense from, ServerLicense to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return Between(from.Claims, to.Claims);
    }

    /// <summary>What differs between two session licenses; empty when they say the same.</summary>
    public static IReadOnlyList<FieldChange> Between(SessionLicense from, SessionLicense to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return Between(from.Claims, to.Claims);
    }

    /// <summary><c>seats.developer: 5 -> 6</c>.</summary>
    public override string ToString() => (From, To) switch
    {
        (LicenseValue.OfStage from, LicenseValue.OfStage to) => $"{NameOf(from.Value)}: {string.Join(", ", Differences(from.Value, to.Value))}",
        ({ } from, { } to) => $"{Field}: {from} -> {to}",
        ({ } from, null) => $"{Subject(from)}: removed, was {from}",
        (null, { } to) => $"{Subject(to)}: added, {to}",
        _ => Field,
    };

    internal static IReadOnlyList<FieldChange> Between(ServerLicenseClaims from, ServerLicenseClaims to) =>
        [.. Between(LicenseField.Of(from), LicenseField.Of(to)), .. Between(from.Stages, to.Stages)];

    internal static IReadOnlyList<FieldChange> Between(SessionLicenseClaims from, SessionLicenseClaims to) =>
        [.. Between(LicenseField.Of(from), LicenseField.Of(to)), .. Between(from.Stages, to.Stages)];

    /// <summary>The changed fields in order; a field that only one version has, has one value.</summary>
    internal static IReadOnlyList<FieldChange> Between(IEnumerable<LicenseField> from, IEnumerable<LicenseField> to)
    {
        var left = to.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        var changes = new List<FieldChange>();
        foreach (var (name, value) in from)
        {
            if (!left.Remove(name, out var other) || !value.Equals(other))
            {
                changes.Add(new(name, value, other));
            }
        }

        changes.AddRange(left.Select(f => new FieldChange(f.Key, null, f.Value)));
        return changes;
    }

    /// <summary>A stage of one version is the stage of the other that has its name, or else its start.</summary>
    private static IEnumerable<FieldChange> Between(IReadOnlyList<Stage> from, IReadOnlyList<Stage> to)
    {
        var left = to.Where(stage => !from.Any(s => IsSame(s, stage))).ToList();
        foreach (var stage in from.Where(stage => !to.Any(s => IsSame(s, stage))))
        {
            var other = left.Find(s => s.Name.Length > 0 && s.Name == stage.Name) ?? left.Find(s => s.FromSeconds == stage.FromSeconds);
            yield return new(StageField, new LicenseValue.OfStage(stage), other is null ? null : new LicenseValue.OfStage(other));
            if (other is not null)
            {
                left.Remove(other);
            }
        }

        foreach (var stage in left)
        {
            yield return new(StageField, null, new LicenseValue.OfStage(stage));
        }
    }

    private static bool IsSame(Stage a, Stage b) =>
        a.Name == b.Name && a.FromSeconds == b.FromSeconds && a.ToSeconds == b.ToSeconds && a.Seats.Equals(b.Seats);

    /// <summary>What differs in a stage: its name, its period, and each kind with another count.</summary>
    private static IEnumerable<string> Differences(Stage from, Stage to)
    {
        if (from.Name != to.Name)
        {
            yield return $"name '{from.Name}' -> '{to.Name}'";
        }

        if (Shown.Period(from) != Shown.Period(to))
        {
            yield return $"{Shown.Period(from)} -> {Shown.Period(to)}";
        }

        foreach (var change in Between(LicenseField.Of(from.Seats, ""), LicenseField.Of(to.Seats, "")))
        {
            yield return change is { From: { } old, To: { } now } ? $"{change.Field} {old} -> {now}" : change.ToString();
        }
    }

    private string Subject(LicenseValue value) => value is LicenseValue.OfStage stage ? NameOf(stage.Value) : Field;

    private static string NameOf(Stage stage) => stage.Name.Length > 0 ? $"stage '{stage.Name}'" : StageField;
}
