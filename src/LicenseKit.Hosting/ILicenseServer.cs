using LicenseKit.Chains;

namespace LicenseKit.Hosting;

/// <summary>A license server as its operators see it: its own license, who holds a seat, and what happened. What its children and apps send
/// is <see cref="ILicenseProtocol"/>.</summary>
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

    /// <summary>Effective time beside the machine's clock, and a warning when that is suspect.</summary>
    ClockStatus ClockStatus { get; }

    /// <summary>The own license and its use; the fault when none is held.</summary>
    Outcome<ServerStatus> Status();

    /// <summary>The verified chain of the held license, Master first; null when none is held.</summary>
    Chain? Held { get; }

    /// <summary>How the seats are used now; the fault when no license is held.</summary>
    Outcome<SeatUse> Use();

    /// <summary>Applies a server license from a file.</summary>
    /// <param name="bundle">The file.</param>
    /// <param name="by">Who brought it.</param>
    /// <param name="replaces">The id of the held license, to give it up for another one.</param>
    /// <param name="key">Asking again with the same key changes nothing, and gives the status as it is then; null: each call
    /// counts.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<ServerStatus>> ApplyAsync(
        ReadOnlyMemory<byte> bundle, string by, string? replaces = null, IdempotencyKey? key = null, CancellationToken cancellationToken = default);

    /// <summary>What <see cref="Status"/> would be after applying a file, or why it would be refused; nothing is changed.</summary>
    /// <param name="bundle">The file.</param>
    /// <param name="replaces">The id of the held license, to give it up for another one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<ServerStatus>> PreviewAsync(
        ReadOnlyMemory<byte> bundle, string? replaces = null, CancellationToken cancellationToken = default);

    /// <summary>This installation's activation request, as a file to carry to the issuer.</summary>
    Task<Outcome<string>> ActivationRequestAsync(CancellationToken cancellationToken = default);

    /// <summary>A page of who holds a seat, in order of their start.</summary>
    /// <param name="after">The <see cref="SessionPage.Next"/> of the page before; null for the first.</param>
    /// <param name="limit">Most sessions of the page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<SessionPage>> SessionsAsync(string? after = null, int limit = 100, CancellationToken cancellationToken = default);

    /// <summary>The next renewal of the session is refused.</summary>
    /// <param name="session">The session id.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="key">Asking again with the same key does nothing, also when the session is over by then; null: each call
    /// counts.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome> EndSessionAsync(string session, string by, IdempotencyKey? key = null, CancellationToken cancellationToken = default);

    /// <summary>A page of the audit trail, newest first. Rows are never changed or removed, so pages stay what they are while new rows
    /// come.</summary>
    Task<Outcome<ActivityPage>> ActivityAsync(ActivityQuery? query = null, CancellationToken cancellationToken = default);
}
