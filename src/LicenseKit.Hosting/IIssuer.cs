using LicenseKit.Chains;
using LicenseKit.Issuing;

namespace LicenseKit.Hosting;

/// <summary>What a vendor's portal calls: issue, change, suspend, resume, revoke, list. Every change is in the audit trail with who
/// asked.</summary>
public interface IIssuer
{
    /// <summary>A license for a new child server.</summary>
    Task<Outcome<IssuedLicense>> IssueAsync(ServerLicenseDraft draft, string by, CancellationToken cancellationToken = default);

    /// <summary>The next version, from the last draft with some changes.</summary>
    Task<Outcome<IssuedLicense>> ChangeAsync(
        string id, Action<ServerLicenseDraft> change, string by, CancellationToken cancellationToken = default);

    /// <summary>The next version, from a draft that replaces the last one.</summary>
    /// <param name="id">Which license.</param>
    /// <param name="draft">What it shall say.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="ifSerial">The serial that the caller has seen; another one now is a fault.</param>
    /// <param name="overlap">The client's name, to accept that an old and a new holder work at once.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<IssuedLicense>> ReplaceAsync(
        string id, ServerLicenseDraft draft, string by, long? ifSerial = null, string? overlap = null, CancellationToken cancellationToken = default);

    /// <summary>Grants nothing until resumed: no new session, no renewal. A suspended license stays as it is, with the same
    /// serial.</summary>
    /// <param name="id">Which license.</param>
    /// <param name="reason">Why, for the audit trail.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="ifSerial">The serial that the caller has seen; another one now is a fault.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<IssuedLicense>> SuspendAsync(
        string id, string? reason, string by, long? ifSerial = null, CancellationToken cancellationToken = default);

    /// <summary>Grants again what it says. An active license stays as it is, with the same serial.</summary>
    /// <param name="id">Which license.</param>
    /// <param name="reason">Why, for the audit trail.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="ifSerial">The serial that the caller has seen; another one now is a fault.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<IssuedLicense>> ResumeAsync(
        string id, string? reason, string by, long? ifSerial = null, CancellationToken cancellationToken = default);

    /// <summary>Grants nothing, permanently.</summary>
    Task<Outcome<IssuedLicense>> RevokeAsync(
        string id, string? reason, string by, long? ifSerial = null, CancellationToken cancellationToken = default);

    /// <summary>Takes the binding away, so that another installation may activate.</summary>
    Task<Outcome<IssuedLicense>> ResetActivationAsync(
        string id, string by, string? overlap = null, long? ifSerial = null, CancellationToken cancellationToken = default);

    /// <summary>A license for a team, a client or a group of robots.</summary>
    Task<Outcome<IssuedLicense>> IssueSessionLicenseAsync(
        SessionLicenseDraft draft, string by, CancellationToken cancellationToken = default);

    /// <summary>The next version of a session license, from the last draft with some changes.</summary>
    Task<Outcome<IssuedLicense>> ChangeSessionLicenseAsync(
        string id, Action<SessionLicenseDraft> change, string by, CancellationToken cancellationToken = default);

    /// <summary>The next version of a session license, from a draft that replaces the last one.</summary>
    /// <remarks>Apps need no new file: the server goes by the newest version, whichever one they bring. Sessions above a lower cap are not
    /// renewed, the newest first.</remarks>
    Task<Outcome<IssuedLicense>> ReplaceSessionLicenseAsync(
        string id, SessionLicenseDraft draft, string by, long? ifSerial = null, CancellationToken cancellationToken = default);

    /// <summary>The next version of a license of either type, which ends later.</summary>
    /// <param name="id">Which license.</param>
    /// <param name="until">Its new end, after the present one; null for one more of the duration that its newest draft with a duration
    /// names, after the later of its end and now.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="ifSerial">The serial that the caller has seen; another one now is a fault.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<IssuedLicense>> RenewAsync(
        string id, DateTimeOffset? until, string by, long? ifSerial = null, CancellationToken cancellationToken = default);

    /// <summary>From the next renewal on, its sessions end.</summary>
    Task<Outcome<IssuedLicense>> RevokeSessionLicenseAsync(
        string id, string? reason, string by, long? ifSerial = null, CancellationToken cancellationToken = default);

    /// <summary>Makes one change that is given as a value: what the methods for each of them do.</summary>
    /// <param name="change">The change.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="key">Asking again with the same key gives the same answer and changes nothing; a refusal is not kept. Null: each call
    /// counts.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<IssuedLicense>> ApplyAsync(
        LicenseChange change, string by, IdempotencyKey? key = null, CancellationToken cancellationToken = default);

    /// <summary>Makes several changes, in order, each on what those before it left; one that is refused does not stop the others.</summary>
    /// <param name="changes">At most <see cref="LicenseChange.MaxBatch"/>.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="key">As for one change: what was done with it is not done again, and what was refused is tried again.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What became of each, in the order of the changes.</returns>
    Task<IReadOnlyList<Outcome<IssuedLicense>>> ApplyAllAsync(
        IReadOnlyList<LicenseChange> changes, string by, IdempotencyKey? key = null, CancellationToken cancellationToken = default);

    /// <summary>What several changes would make, in order, each on what those before it would leave.</summary>
    /// <param name="changes">At most <see cref="LicenseChange.MaxBatch"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What would become of each, in the order of the changes.</returns>
    Task<IReadOnlyList<Outcome<IssuedLicense>>> PreviewAllAsync(
        IReadOnlyList<LicenseChange> changes, CancellationToken cancellationToken = default);

    /// <summary>What a change would make: the license with its <see cref="IssuedLicense.Timeline"/> and what is <see
    /// cref="IssuedLicense.Left"/> of the budget.</summary>
    /// <remarks>It is decided as the change itself is. Nothing is signed or stored, and no serial is used: a new license gets another id
    /// when it is issued.</remarks>
    /// <returns>The license; or every fault, the first one with the rest as its <see cref="LicenseFault.Others"/>.</returns>
    Task<Outcome<IssuedLicense>> PreviewAsync(LicenseChange change, CancellationToken cancellationToken = default);

    /// <summary>What issuing this draft would make; see <see cref="PreviewAsync(LicenseChange, CancellationToken)"/>.</summary>
    Task<Outcome<IssuedLicense>> PreviewAsync(ServerLicenseDraft draft, CancellationToken cancellationToken = default);

    /// <summary>What issuing this draft would make; see <see cref="PreviewAsync(LicenseChange, CancellationToken)"/>.</summary>
    Task<Outcome<IssuedLicense>> PreviewAsync(SessionLicenseDraft draft, CancellationToken cancellationToken = default);

    /// <summary>What happens, as it is committed: the rows of the audit trail in their order, those of before and then new ones as they
    /// come.</summary>
    /// <remarks>A slow reader delays nobody: rows are read from the storage when they are asked for. It ends when the server
    /// stops.</remarks>
    /// <param name="after">The <see cref="Activity.Number"/> of the last row that was seen; null for what comes from the first read
    /// on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LicenseFaultException">The server cannot start, or its storage cannot be read.</exception>
    IAsyncEnumerable<Activity> WatchAsync(long? after = null, CancellationToken cancellationToken = default);

    /// <summary>What this server has granted and can still grant.</summary>
    /// <param name="from">The first instant; now when null or earlier than now.</param>
    /// <returns>The fault when no license is held.</returns>
    Outcome<IssuerUsage> Usage(DateTimeOffset? from = null);

    /// <summary>A page of what was issued here. What is issued or changed between two pages neither repeats nor hides another
    /// license.</summary>
    /// <param name="query">Which licenses, in which order; all by client name when null.</param>
    /// <param name="after">The <see cref="LicensePage.Next"/> of the page before, of the same order; null for the first.</param>
    /// <param name="limit">Most licenses of the page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<LicensePage>> PageAsync(
        LicenseQuery? query = null, string? after = null, int limit = 100, CancellationToken cancellationToken = default);

    /// <summary>How many licenses of both types expire in each of several periods; revoked ones are not counted.</summary>
    /// <param name="bounds">Rising instants: a period begins with each but the last, and ends before the next.</param>
    /// <returns>One figure for each period.</returns>
    IReadOnlyList<long> CountExpiring(IReadOnlyList<DateTimeOffset> bounds);

    /// <summary>All that was issued here, by client name unless the query says otherwise.</summary>
    IAsyncEnumerable<IssuedLicense> ListAsync(LicenseQuery? query = null);

    /// <summary>A page of the versions of a license, newest first.</summary>
    /// <param name="id">Which license.</param>
    /// <param name="after">The <see cref="LicenseVersionPage.Next"/> of the page before; null for the newest versions.</param>
    /// <param name="limit">Most versions of the page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<LicenseVersionPage>> VersionsAsync(
        string id, string? after = null, int limit = 100, CancellationToken cancellationToken = default);

    /// <summary>One version of a license; null when there is none with this serial.</summary>
    LicenseVersion? FindVersion(string id, long serial);

    /// <summary>One license; null when it was not issued here.</summary>
    IssuedLicense? Find(string id);

    /// <summary>The <c>.lic</c> file of one license; null when it was not issued here.</summary>
    byte[]? File(string id);

    /// <summary>The license in another format, signed in it by this server's key, with the own chain inside; the same bytes each time while the own chain stays.</summary>
    /// <param name="id">Of a server license or session license.</param>
    /// <param name="format">Such as <c>XmlLicenses.Format</c> of the package LicenseKit.Xml.</param>
    /// <param name="cancellationToken">Stops waiting for the signer.</param>
    Task<Outcome<byte[]>> FileAsync(string id, LicenseFormat format, CancellationToken cancellationToken = default);
}
