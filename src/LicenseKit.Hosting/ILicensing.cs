using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Sessions;

namespace LicenseKit.Hosting;

/// <summary>What an app asks of its licensing; the same for a seat from its own process and from a server elsewhere.</summary>
/// <remarks>Everything but taking a seat answers at once: no I/O, no waiting.</remarks>
public interface ILicensing
{
    /// <summary>Raised after <see cref="Standing"/>, <see cref="License"/> or <see cref="Features"/> have changed: once a change, within a second, one call after the other.</summary>
    /// <remarks>Comes on a thread of the pool and under no lock. An exception of a handler is logged.</remarks>
    event EventHandler<LicensingChangedEventArgs>? Changed;

    /// <summary>What the license is worth now, and why it is not worth more.</summary>
    StandingReport Standing { get; }

    /// <summary>The license, to be shown; null when none is held.</summary>
    LicenseDetails? License { get; }

    /// <summary>The features in effect now, by name, each with its end and limit; empty when the license has no effect.</summary>
    IReadOnlyDictionary<string, Feature> Features { get; }

    /// <summary>True when a feature is part of the license now; no I/O, no waiting.</summary>
    bool Allows(string feature);

    /// <summary>A feature in effect now, or the fault that says why it is not: it is not part of the license (LK6014), it has ended, or the license has no effect.</summary>
    Outcome<Feature> FindFeature(string feature);

    /// <summary>Takes a seat of a kind; the answer has a session, or the fault that says why there is none.</summary>
    Task<Acquired> AcquireAsync(string kind, CancellationToken cancellationToken = default);
}
