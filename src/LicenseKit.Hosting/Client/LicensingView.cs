using System.Collections.ObjectModel;
using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Client;

/// <summary>What an app's licensing is at one instant.</summary>
/// <param name="Standing">What the license is worth.</param>
/// <param name="License">The license; null when none is held.</param>
/// <param name="Features">The features in effect.</param>
/// <param name="Named">The features that the license names, whatever the time and the standing.</param>
/// <param name="At">The instant, in UTC seconds.</param>
/// <param name="Next">The first instant after it at which time alone changes something to see or to log; the end of time when nothing does.</param>
internal sealed record LicensingView(
    StandingReport Standing, LicenseDetails? License, IReadOnlyDictionary<string, Feature> Features, IReadOnlyDictionary<string, Feature> Named, long At, long Next)
{
    private static readonly ReadOnlyDictionary<string, Feature> None = ReadOnlyDictionary<string, Feature>.Empty;

    /// <summary>Without a license.</summary>
    public static LicensingView Unlicensed(StandingReport standing) => new(standing, null, None, None, 0, UnixTime.Max);

    /// <param name="standing">What the license is worth.</param>
    /// <param name="chain">The newest licenses of the server.</param>
    /// <param name="session">The app's session license; null for an app with the server inside.</param>
    /// <param name="freshUntil">When the server's parent will have been silent for too long.</param>
    /// <param name="now">The instant.</param>
    public static LicensingView Of(StandingReport standing, Chain chain, SessionLicenseClaims? session, long freshUntil, long now)
    {
        var given = session?.Features ?? None;
        var features = standing.Serves ? EffectiveRights.Given(chain.Rights.FeaturesAt(now), given, now) : None;
        var named = EffectiveRights.Given(chain.Rights.FeaturesAt(0), given, 0);
        var expires = Math.Min(chain.Rights.Expires, session?.Expires ?? UnixTime.Max);
        var next = named.Values.Select(f => f.Until).Append(expires).Where(t => t > now && t < UnixTime.Max).Append(chain.Rights.NextChange(now)).Min();
        var details = new LicenseDetails(session?.Id ?? chain.Leaf.Id, session?.Client ?? chain.Leaf.Client, chain.Leaf.Product, session?.Serial ?? chain.Leaf.Serial,
            expires < UnixTime.Max ? UnixTime.ToInstant(expires) : null, next is { } at ? UnixTime.ToInstant(at) : null);
        long[] instants = [next ?? UnixTime.Max, expires - LicensingLog.Soon, chain.Rights.ValidFrom, chain.Rights.Expires, chain.Rights.End, session?.ValidFrom ?? 0, freshUntil];
        return new LicensingView(standing, details, features, named, now, instants.Where(t => t > now).Append(UnixTime.Max).Min());
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

    /// <summary>True when a user interface shows the same. Faults are compared by their code: their text has the time in it.</summary>
    public bool LooksLike(LicensingView other) => License == other.License
        && (Standing.Standing, Standing.Link, Standing.Fault?.Code) == (other.Standing.Standing, other.Standing.Link, other.Standing.Fault?.Code)
        && Features.Count == other.Features.Count && Features.All(f => other.Features.GetValueOrDefault(f.Key) == f.Value);
}
