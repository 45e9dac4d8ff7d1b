using System.Net;

namespace LicenseKit.Hosting;

/// <summary>What children and apps send to a license server, without a network: endpoints call this with what came in, and answer with what it returns.</summary>
/// <remarks>Everything is checked here: signatures, secrets, forms and limits. The caller only carries bytes.</remarks>
public interface ILicenseProtocol
{
    /// <summary>A child proves that it holds a file and gets its license bound to its key.</summary>
    /// <param name="key">The child's public key, base64url.</param>
    /// <param name="activation">Its activation, signed by that key.</param>
    /// <param name="from">The caller's address, for limits of what is not proven; null for callers in this process.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<FileAnswer>> ActivateAsync(string key, string activation, IPAddress? from = null, CancellationToken cancellationToken = default);

    /// <summary>A child pings.</summary>
    /// <param name="key">A public key that the child's license has or had, base64url.</param>
    /// <param name="ping">The ping, signed by that key.</param>
    /// <param name="from">The caller's address, for limits of what is not proven; null for callers in this process.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<PingReply>> PingAsync(string key, string ping, IPAddress? from = null, CancellationToken cancellationToken = default);

    /// <summary>An app takes a seat.</summary>
    /// <param name="secret">The 32 random bytes of the session.</param>
    /// <param name="request">What it asks for.</param>
    /// <param name="from">The caller's address, for limits of what is not proven; null for callers in this process.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<LeaseAnswer>> AcquireAsync(ReadOnlyMemory<byte> secret, SessionRequest request, IPAddress? from = null, CancellationToken cancellationToken = default);

    /// <summary>An app renews its lease, naming the number of the last one.</summary>
    Task<Outcome<LeaseAnswer>> RenewAsync(string session, ReadOnlyMemory<byte> secret, long n, string nonce, CancellationToken cancellationToken = default);

    /// <summary>An app gives its seat back; a second time is harmless.</summary>
    Task<Outcome> ReleaseAsync(string session, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default);
}
