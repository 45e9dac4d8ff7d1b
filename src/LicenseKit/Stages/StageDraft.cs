using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace LicenseKit.Stages;

/// <summary>A stage as a person writes it: absolute or relative counts, possibly overlapping with others.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StageDraft
{
    /// <summary>What people call it; may be empty.</summary>
    [AllowNull]
    [Description("A name for people; may be empty.")]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>First instant of the stage.</summary>
    [Description("First instant of the stage.")]
    public required DateTimeOffset From { get; init; }

    /// <summary>First instant after it; null for as long as the license lasts, also when that is extended.</summary>
    [Description("First instant after the stage; left out: as long as the license lasts, also when it is extended.")]
    public DateTimeOffset? To { get; init; }

    /// <summary>What changes, by kind or <c>generic</c>; a kind left out is unchanged.</summary>
    [AllowNull]
    [Description("By kind: a count such as \"7\" (or the number) or \"unlimited\", which replaces the base; or a difference such as \"+30\" or \"-5\". A kind left out is unchanged.")]
    public IReadOnlyDictionary<string, StageCount> Seats { get; init => field = value ?? None; } = None;

    private static IReadOnlyDictionary<string, StageCount> None { get; } = new Dictionary<string, StageCount>(StringComparer.Ordinal);

    /// <summary>A stage that changes nothing yet.</summary>
    public static StageDraft Between(DateTimeOffset from, DateTimeOffset to, string name = "") => new() { From = from, To = to, Name = name };

    /// <summary>A stage that changes nothing yet and lasts as long as the license, also when that is extended.</summary>
    public static StageDraft Starting(DateTimeOffset from, string name = "") => new() { From = from, Name = name };

    /// <summary>The same stage with a kind raised by so many seats.</summary>
    public StageDraft Raise(string kind, long by) => With(kind, StageCount.By(by));

    /// <summary>The same stage with a kind lowered by so many seats.</summary>
    public StageDraft Lower(string kind, long by) => With(kind, StageCount.By(-by));

    /// <summary>The same stage with a kind set to a count.</summary>
    public StageDraft Set(string kind, long count) => With(kind, StageCount.Exactly(count));

    private StageDraft With(string kind, StageCount count) =>
        this with { Seats = new Dictionary<string, StageCount>(Seats, StringComparer.Ordinal) { [kind] = count } };
}
