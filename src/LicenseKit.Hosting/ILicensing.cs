using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Sessions;

namespace LicenseKit.Hosting;

/// <summary>What an app asks of its licensing; the same for a seat from its own process and from a server elsewhere.</summary>
/// <remarks>Everything but taking a seat and applying a license answers at once: no I/O, no waiting.</remarks>
public interface ILicensing
{
    /// <summary>Raised after <see cref="Standing"/>, <see cref="License"/> or <see cref="Features"/> have changed: once a change, within a second, one call after the other.</summary>
    /// <remarks>Comes on a thread of the pool and under no lock. An exception of a handler is logged.</remarks>
    event EventHandler<LicensingChangedEventArgs>? Changed;

    /// <summary>What the license is worth now, and why it is not worth more.</summary>
    StandingReport Standing { get; }

    /// <summary>The license, to be shown; null when none is held: <see cref="Standing"/> then says why, with the file that could not be used.</summary>
    LicenseDetails? License { get; }

    /// <summary>The features in effect now, by name, each with its end and limit; empty when the license has no effect.</summary>
    IReadOnlyDictionary<string, Feature> Features { get; }

    /// <summary>True when a feature is part of the license now; no I/O, no waiting.</summary>
    bool Allows(string feature);

    /// <summary>A feature in effect now, or the fault that says why it is not: it is not part of the license (LK6014), it has ended, or the license has no effect.</summary>
    Outcome<Feature> FindFeature(string feature);

    /// <summary>Takes a seat of a kind; the answer has a session, or the fault that says why there is none.</summary>
    Task<Acquired> AcquireAsync(string kind, CancellationToken cancellationToken = default);

    /// <summary>Takes a license that the app's user brings: a server license, or the session license of a client. It is kept for the next start.</summary>
    /// <param name="file">The bytes of a <c>.lic</c> file.</param>
    /// <param name="replaces">The id of the license in use, to give it up for another one; without it another one is refused (LK5003).</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The license now in use, or why the file is refused; then nothing has changed.</returns>
    Task<Outcome<LicenseDetails>> ApplyAsync(ReadOnlyMemory<byte> file, string? replaces = null, CancellationToken cancellationToken = default);
}
