using LicenseKit.Chains;
using LicenseKit.Sessions;

namespace LicenseKit.Hosting;

/// <summary>What an app asks of its licensing; the same for a seat from its own process and from a server elsewhere.</summary>
public interface ILicensing
{
    /// <summary>What the license is worth now, and why it is not worth more.</summary>
    StandingReport Standing { get; }

    /// <summary>True when a feature is part of the license now; no I/O, no waiting.</summary>
    bool Allows(string feature);

    /// <summary>Takes a seat of a kind; the answer has a session, or the fault that says why there is none.</summary>
    Task<Acquired> AcquireAsync(string kind, CancellationToken cancellationToken = default);
}
