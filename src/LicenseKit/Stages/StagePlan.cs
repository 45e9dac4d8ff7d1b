using LicenseKit.Licenses;

namespace LicenseKit.Stages;

/// <summary>Turns drafted stages into the wire form: sorted, not overlapping, absolute, with exactly the kinds of the base.</summary>
internal sealed record StagePlan(Seats Base, IReadOnlyList<Stage> Stages)
{
    private const long MaxCount = Limit.UnlimitedOnWire - 1;

    /// <summary>Resolves drafts against a base; the base gains, with count zero, the kinds that only stages name.</summary>
    public static Outcome<StagePlan> Resolve(Seats baseSeats, IReadOnlyList<StageDraft> drafts)
    {
        if (drafts.Count > Stage.Max)
        {
            return Fault(FaultCode.DraftValue, $"The draft has {drafts.Count} stages; at most {Stage.Max} are allowed.", "Use fewer stages.");
        }

        if (drafts.FirstOrDefault(d => End(d) <= Second(d.From)) is { } empty)
        {
            return Fault(FaultCode.DraftValue, $"Stage '{Names.Shown(empty.Name)}' ends at {Shown.Instant(End(empty))}, not after its start at {Shown.Instant(Second(empty.From))}.", "Give it an end at least a second after its start, and after 1970.");
        }

        if (drafts.SelectMany(d => d.Seats.Keys).FirstOrDefault(k => k != Seats.GenericName && !Names.IsKind(k)) is { } badKind)
        {
            return Fault(FaultCode.DraftValue, $"'{Names.Shown(badKind)}' in a stage is not a seat kind.", "Use small letters, digits and dashes, at most 32, starting with a letter.");
        }

        if (drafts.FirstOrDefault(d => DisplayName.Objection(DisplayName.Normalized(d.Name), min: 0) is not null) is { } badName)
        {
            return Fault(FaultCode.DraftValue, $"The stage name '{Names.Shown(badName.Name)}' {DisplayName.Objection(DisplayName.Normalized(badName.Name), min: 0)}.", $"Give it a name of {DisplayName.Form}.");
        }

        var named = drafts.SelectMany(d => d.Seats.Keys).Where(k => k != Seats.GenericName).Distinct().Select(k => KeyValuePair.Create(k, 0L));
        var withAllKinds = baseSeats.Plus(new Seats(named));
        return withAllKinds.Kinds.Count > Seats.MaxKinds
            ? Fault(FaultCode.DraftValue, $"The base and its stages name {withAllKinds.Kinds.Count} kinds of seats; at most {Seats.MaxKinds} are allowed.", "Use fewer kinds.")
            : Cut(withAllKinds, drafts);
    }

    private static Outcome<StagePlan> Cut(Seats baseSeats, IReadOnlyList<StageDraft> drafts)
    {
        var stages = new List<Stage>();
        long[] cuts = [.. drafts.SelectMany(d => new[] { Second(d.From), End(d) }).Distinct().Order()];
        for (var i = 0; i + 1 < cuts.Length; i++)
        {
            StageDraft[] covering = [.. drafts.Where(d => Second(d.From) <= cuts[i] && cuts[i] < End(d))];
            if (covering.Length == 0)
            {
                continue;
            }

            if (Ambiguity(covering) is { } fault)
            {
                return fault;
            }

            var name = Name(covering);
            var seats = Apply(baseSeats, covering);
            if (stages.Count > 0 && stages[^1] is var last && last.ToSeconds == cuts[i] && last.Name == name && last.Seats.Equals(seats))
            {
                stages[^1] = new Stage(name, last.FromSeconds, cuts[i + 1], seats);
            }
            else
            {
                stages.Add(new Stage(name, cuts[i], cuts[i + 1], seats));
            }
        }

        return stages.Count > Stage.Max
            ? Fault(FaultCode.DraftValue, $"The stages cut time into {stages.Count} periods; at most {Stage.Max} are allowed.", "Use fewer or less overlapping stages.")
            : new StagePlan(baseSeats, stages);
    }

    private static LicenseFault? Ambiguity(StageDraft[] covering)
    {
        foreach (var kind in covering.SelectMany(d => d.Seats.Keys).Distinct())
        {
            StageDraft[] absolute = [.. covering.Where(d => d.Seats.TryGetValue(kind, out var count) && !count.IsRelative)];
            if (absolute.Length > 1)
            {
                return Fault(FaultCode.AmbiguousStage,
                    $"Stages '{absolute[0].Name}' and '{absolute[1].Name}' both set '{kind}' at {covering.Max(d => d.From):u}; at most one may.",
                    "Move one of them, or make one relative (\"+30\").");
            }
        }

        return null;
    }

    private static Seats Apply(Seats baseSeats, StageDraft[] covering)
    {
        long Count(string kind, long otherwise)
        {
            StageCount[] counts = [.. covering.Select(d => d.Seats.GetValueOrDefault(kind)).OfType<StageCount>()];
            var start = Array.Find(counts, c => !c.IsRelative)?.Amount ?? otherwise;
            var difference = counts.Where(c => c.IsRelative).Sum(c => Math.Clamp(c.Amount, -MaxCount, MaxCount));
            return start == Limit.Unlimited ? Limit.Unlimited : Math.Clamp(Math.Min(start, MaxCount) + difference, 0, MaxCount);
        }

        return new Seats(baseSeats.Kinds.Select(k => KeyValuePair.Create(k, Count(k, baseSeats[k]))), Count(Seats.GenericName, baseSeats.Generic));
    }

    private static string Name(StageDraft[] covering)
    {
        var name = string.Join(" + ", covering.Select(d => DisplayName.Normalized(d.Name)).Where(n => n.Length > 0));
        if (name.Length > SignedText.MaxName)
        {
            var cut = name[..(char.IsHighSurrogate(name[SignedText.MaxName - 1]) ? SignedText.MaxName - 1 : SignedText.MaxName)];
            name = DisplayName.Trimmed(DisplayName.Trimmed(cut).TrimEnd('+'));
        }

        return name;
    }

    /// <summary>The second of a stage's bound as a document writes it: none is before 1970.</summary>
    private static long Second(DateTimeOffset bound) => Math.Max(0, UnixTime.Of(bound));

    /// <summary>A stage without an end lasts as long as any license can: the end of the license, whenever that is, ends it.</summary>
    private static long End(StageDraft draft) => draft.To is { } to ? Second(to) : UnixTime.Max;

    private static LicenseFault Fault(FaultCode code, string message, string remedy) => new(code, message, remedy);
}
