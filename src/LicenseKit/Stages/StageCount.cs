using System.Text.Json.Serialization;

namespace LicenseKit.Stages;

/// <summary>What a stage does to one kind: an exact count, or more or fewer than otherwise.</summary>
[JsonConverter(typeof(StageCountJsonConverter))]
public sealed record StageCount
{
    private StageCount(bool isRelative, long amount)
    {
        IsRelative = isRelative;
        Amount = amount;
    }

    /// <summary>True for "+30" or "-5".</summary>
    public bool IsRelative { get; }

    /// <summary>The count, or the difference.</summary>
    public long Amount { get; }

    /// <summary>So many, whatever the base says; may be <see cref="Licenses.Limit.Unlimited"/>.</summary>
    public static StageCount Exactly(long count) => new(false, count);

    /// <summary>So many more (or fewer, when negative) than otherwise.</summary>
    public static StageCount By(long difference) => new(true, difference);
}
