using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting;

/// <summary>What an app's licensing is after a change, taken at one instant.</summary>
public sealed class LicensingChangedEventArgs : EventArgs
{
    internal LicensingChangedEventArgs(StandingReport standing, LicenseDetails? license, IReadOnlyDictionary<string, Feature> features)
    {
        Standing = standing;
        License = license;
        Features = features;
    }

    /// <summary>What the license is worth.</summary>
    public StandingReport Standing { get; }

    /// <summary>The license; null when none is held.</summary>
    public LicenseDetails? License { get; }

    /// <summary>The features in effect.</summary>
    public IReadOnlyDictionary<string, Feature> Features { get; }
}
