using System.Collections.ObjectModel;
using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Client;

/// <summary>What an app's licensing is at one instant.</summary>
/// <param name="Standing">What the license is worth.</param>
/// <param name="License">The license; null when none is held.</param>
/// <param name="Features">The features in effect.</param>
/// <param name="Named">The features that the license names, whatever the time and the standing.</param>
internal sealed record LicensingView(
    StandingReport Standing, LicenseDetails? License, IReadOnlyDictionary<string, Feature> Features, IReadOnlyDictionary<string, Feature> Named)
{
    private static readonly ReadOnlyDictionary<string, Feature> None = ReadOnlyDictionary<string, Feature>.Empty;

    /// <summary>Without a license.</summary>
    public static LicensingView Unlicensed(StandingReport standing) => new(standing, null, None, None);

    /// <param name="standing">What the license is worth.</param>
    /// <param name="chain">The newest licenses of the server.</param>
    /// <param name="session">The app's session license; null for an app with the server inside.</param>
    /// <param name="now">The instant.</param>
    public static LicensingView Of(StandingReport standing, Chain chain, SessionLicenseClaims? session, long now)
    {
        var given = session?.Features ?? None;
        var features = standing.Serves ? EffectiveRights.Given(chain.Rights.FeaturesAt(now), given, now) : None;
        var named = EffectiveRights.Given(chain.Rights.FeaturesAt(0), given, 0);
        var expires = Math.Min(chain.Rights.Expires, session?.Expires ?? UnixTime.Max);
        var next = named.Values.Select(f => f.Until).Append(expires).Where(t => t > now && t < UnixTime.Max).Append(chain.Rights.NextChange(now)).Min();
        var details = new LicenseDetails(session?.Id ?? chain.Leaf.Id, session?.Client ?? chain.Leaf.Client, chain.Leaf.Product, session?.Serial ?? chain.Leaf.Serial,
            expires < UnixTime.Max ? UnixTime.ToInstant(expires) : null, next is { } at ? UnixTime.ToInstant(at) : null);
        return new LicensingView(standing, details, features, named);
    }

    public Outcome<Feature> Find(string feature)
    {
        if (Features.TryGetValue(feature, out var found))
        {
            return found;
        }

        if (License is not null && !Named.ContainsKey(feature))
        {
            return new LicenseFault(FaultCode.FeatureNotLicensed, $"'{Names.Shown(feature)}' is not part of license '{License.Client}'.", "Ask its issuer for a license with it.", Names.Shown(feature));
        }

        return Standing.Fault ?? new LicenseFault(FaultCode.Expired, $"The feature '{feature}' of license '{License!.Client}' ended at {Shown.Instant(Named[feature].Until ?? 0)}.",
            "Ask its issuer to extend it.", feature);
    }

    /// <summary>True when a user interface shows the same.</summary>
    public bool LooksLike(LicensingView other) => LicensingMark.AreAlike(Standing, other.Standing) && License == other.License
        && Features.Count == other.Features.Count && Features.All(f => other.Features.GetValueOrDefault(f.Key) == f.Value);
}
