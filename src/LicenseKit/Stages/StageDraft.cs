namespace LicenseKit.Stages;

/// <summary>A stage as a person writes it: absolute or relative counts, possibly overlapping with others.</summary>
public sealed record StageDraft
{
    /// <summary>What people call it; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>First instant of the stage.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First instant after it.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>What changes, by kind or <c>generic</c>; a kind left out is unchanged.</summary>
    public IReadOnlyDictionary<string, StageCount> Seats { get; init; } = new Dictionary<string, StageCount>(StringComparer.Ordinal);

    /// <summary>A stage that changes nothing yet.</summary>
    public static StageDraft Between(DateTimeOffset from, DateTimeOffset to, string name = "") => new() { From = from, To = to, Name = name };

    /// <summary>The same stage with a kind raised by so many seats.</summary>
    public StageDraft Raise(string kind, long by) => With(kind, StageCount.By(by));

    /// <summary>The same stage with a kind lowered by so many seats.</summary>
    public StageDraft Lower(string kind, long by) => With(kind, StageCount.By(-by));

    /// <summary>The same stage with a kind set to a count.</summary>
    public StageDraft Set(string kind, long count) => With(kind, StageCount.Exactly(count));

    private StageDraft With(string kind, StageCount count) =>
        this with { Seats = new Dictionary<string, StageCount>(Seats, StringComparer.Ordinal) { [kind] = count } };
}
