using System.Collections.Immutable;

namespace LicenseKit.Server;

/// <summary>The idempotency keys of the last 24 hours of running, at most 10,000: the oldest are forgotten.</summary>
/// <remarks>Immutable, so that taking back a change costs nothing.</remarks>
internal sealed class KeptAnswers
{
    /// <summary>How long a key is kept, in milliseconds of run time.</summary>
    public const long Lifetime = 24 * 60 * 60 * 1000;

    /// <summary>Most keys.</summary>
    public const int Most = 10_000;

    private readonly ImmutableDictionary<string, KeptAnswer> _byKey;
    private readonly ImmutableSortedDictionary<long, KeptAnswer> _byNumber;

    private KeptAnswers(ImmutableDictionary<string, KeptAnswer> byKey, ImmutableSortedDictionary<long, KeptAnswer> byNumber, long newest)
    {
        _byKey = byKey;
        _byNumber = byNumber;
        Newest = newest;
    }

    public static KeptAnswers None { get; } = new(ImmutableDictionary.Create<string, KeptAnswer>(StringComparer.Ordinal), ImmutableSortedDictionary<long, KeptAnswer>.Empty, 0);

    /// <summary>The number of the newest one.</summary>
    public long Newest { get; }

    /// <summary>The answer that a key was given; null when it is new or forgotten.</summary>
    public KeptAnswer? Find(string key, long runTime) => _byKey.TryGetValue(key, out var kept) && runTime - kept.At < Lifetime ? kept : null;

    /// <summary>The keys with one more, without those that are too old or too many.</summary>
    public KeptAnswers With(KeptAnswer answer)
    {
        var forgotten = _byNumber.Values.TakeWhile((a, i) => answer.At - a.At >= Lifetime || _byNumber.Count - i >= Most).ToArray();
        return new(
            _byKey.RemoveRange(forgotten.Select(a => a.Key)).SetItem(answer.Key, answer),
            _byNumber.RemoveRange(forgotten.Select(a => a.Number)).SetItem(answer.Number, answer),
            Math.Max(Newest, answer.Number));
    }

    /// <summary>The highest number that is forgotten with this one.</summary>
    public long ForgottenUpTo => _byNumber.Count == 0 ? Newest : _byNumber.Keys.First() - 1;
}
