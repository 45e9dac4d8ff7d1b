using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Cli.Output;

/// <summary>What an accepted license allows at an instant.</summary>
/// <param name="At">The instant, UTC seconds.</param>
/// <param name="Own">The last link's own allowance, its kinds and generic.</param>
/// <param name="Most">Per kind the most of that kind alone that fits every link; zero where the standing grants nothing.</param>
/// <param name="Features">The features that every link gives; none where the standing grants nothing.</param>
/// <param name="Until">When a link's allowance changes next; null when it never does.</param>
internal sealed record EffectiveSeats(long At, Seats Own, IReadOnlyList<KeyValuePair<string, long>> Most, IReadOnlyDictionary<string, Feature> Features, long? Until)
{
    public static EffectiveSeats Of(Verdict verdict)
    {
        var chain = verdict.Chain!;
        var at = UnixTime.Of(verdict.At);
        var own = Timeline.Of(chain.Leaf).At(at);
        // A license that is not activated is shown as the right holder would have it.
        var grants = verdict.Standing.Serves || verdict.Standing.Standing == Standing.NotActivated;
        long MostOf(string kind) => grants ? chain.Rights.Most(kind, verdict.At) : 0;
        var others = chain.Links.SelectMany(l => l.Seats.Kinds).Distinct().Except(chain.Leaf.Seats.Kinds).Where(k => MostOf(k) > 0);
        var kinds = chain.Leaf.Seats.Kinds.Concat(others).Order(StringComparer.Ordinal);
        return new(at, WithKindsOf(own, chain.Leaf.Seats), [.. kinds.Select(k => KeyValuePair.Create(k, MostOf(k)))], grants ? chain.Rights.FeaturesAt(verdict.At) : new Dictionary<string, Feature>(), chain.Rights.NextChange(at));
    }

    /// <summary>Outside the license's period every kind is shown as zero.</summary>
    private static Seats WithKindsOf(Seats own, Seats license) => new(license.Kinds.Select(k => KeyValuePair.Create(k, own[k])), own.Generic);
}
