using LicenseKit.Chains;

namespace LicenseKit.Hosting;

/// <summary>A license server without a network: what endpoints call for children, apps and operators.</summary>
public interface ILicenseServer
{
    /// <summary>The product.</summary>
    string Product { get; }

    /// <summary>This installation's License Code.</summary>
    string LicenseCode { get; }

    /// <summary>What the held license is worth now.</summary>
    StandingReport Standing { get; }

    /// <summary>Why sessions cannot be served at all; null when they can.</summary>
    LicenseFault? Problem { get; }

    /// <summary>The own license and its use; the fault when none is held.</summary>
    Outcome<ServerStatus> Status();

    /// <summary>Takes up a server license from a file.</summary>
    /// <param name="bundle">The file.</param>
    /// <param name="by">Who brought it.</param>
    /// <param name="replaces">The id of the held license, to give it up for another one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<ServerStatus>> ApplyAsync(ReadOnlyMemory<byte> bundle, string by, string? replaces = null, CancellationToken cancellationToken = default);

    /// <summary>This installation's activation request, as a file to carry to the issuer.</summary>
    Outcome<string> ActivationRequest();

    /// <summary>A child proves that it holds a file and gets its license bound to its key.</summary>
    Task<Outcome<FileAnswer>> ActivateAsync(string key, string activation, CancellationToken cancellationToken = default);

    /// <summary>A child pings.</summary>
    Task<Outcome<PingReply>> PingAsync(string key, string ping, CancellationToken cancellationToken = default);

    /// <summary>An app takes a seat.</summary>
    Task<Outcome<LeaseAnswer>> AcquireAsync(ReadOnlyMemory<byte> secret, SessionRequest request, CancellationToken cancellationToken = default);

    /// <summary>An app renews its lease, naming the number of the last one.</summary>
    Task<Outcome<LeaseAnswer>> RenewAsync(string session, ReadOnlyMemory<byte> secret, long n, string nonce, CancellationToken cancellationToken = default);

    /// <summary>An app gives its seat back; a second time is harmless. Null when done.</summary>
    Task<LicenseFault?> ReleaseAsync(string session, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default);

    /// <summary>Who holds a seat.</summary>
    IReadOnlyList<SessionItem> Sessions();

    /// <summary>The next renewal of the session is refused. Null when done.</summary>
    Task<LicenseFault?> EndSessionAsync(string session, string by, CancellationToken cancellationToken = default);

    /// <summary>The audit trail, newest first.</summary>
    Task<IReadOnlyList<Activity>> ActivityAsync(int most = 200, CancellationToken cancellationToken = default);
}
