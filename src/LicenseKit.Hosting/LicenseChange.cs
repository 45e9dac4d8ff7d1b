using LicenseKit.Hosting.Server;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;

namespace LicenseKit.Hosting;

/// <summary>Something that an operator wants done to the licenses of an issuer, as a value: to preview it, to apply it, or both.</summary>
/// <remarks><c>ifSerial</c> is the serial that the caller has seen: when the license has another one by then, the change is refused (LK7009).</remarks>
public sealed class LicenseChange
{
    /// <summary>Most changes of one call.</summary>
    public const int MaxBatch = 100;

    private readonly Func<string, Request<GrantReply>> _requestOf;

    private LicenseChange(Func<string, Request<GrantReply>> requestOf, bool isNew = false)
    {
        _requestOf = requestOf;
        IsNew = isNew;
    }

    /// <summary>True when it issues a license, false when it changes one.</summary>
    public bool IsNew { get; }

    /// <summary>A license for a new child server.</summary>
    public static LicenseChange Issue(ServerLicenseDraft draft) => new(by => new Request.IssueServer(Secrets.NewId(), draft, by), isNew: true);

    /// <summary>A license for a team, a client or a group of robots.</summary>
    public static LicenseChange Issue(SessionLicenseDraft draft) => new(by => new Request.IssueSession(Secrets.NewId(), draft, by), isNew: true);

    /// <summary>The next version of a server license, from a draft that replaces the last one.</summary>
    /// <param name="id">Which license.</param>
    /// <param name="draft">What it shall say.</param>
    /// <param name="ifSerial">The serial that the caller has seen; null for any.</param>
    /// <param name="overlap">The client's name, to accept that an old and a new holder work at once.</param>
    public static LicenseChange Replace(string id, ServerLicenseDraft draft, long? ifSerial = null, string? overlap = null) =>
        new(by => new Request.ChangeServer(id, draft, ifSerial, overlap, by));

    /// <summary>A server license grants nothing until resumed.</summary>
    public static LicenseChange Suspend(string id, string? reason = null, long? ifSerial = null) =>
        new(by => new Request.SetState(id, LicenseState.Suspended, reason, by, ifSerial));

    /// <summary>A server license grants again what it says.</summary>
    public static LicenseChange Resume(string id, string? reason = null, long? ifSerial = null) =>
        new(by => new Request.SetState(id, LicenseState.Active, reason, by, ifSerial));

    /// <summary>A server license grants nothing, permanently.</summary>
    public static LicenseChange Revoke(string id, string? reason = null, long? ifSerial = null) =>
        new(by => new Request.SetState(id, LicenseState.Revoked, reason, by, ifSerial));

    /// <summary>The next version of a session license, from a draft that replaces the last one.</summary>
    public static LicenseChange Replace(string id, SessionLicenseDraft draft, long? ifSerial = null) => new(by => new Request.ChangeSession(id, draft, ifSerial, by));

    /// <summary>The next version of a license of either type, which ends later.</summary>
    /// <param name="id">Which license.</param>
    /// <param name="until">Its new end, after the present one; null for one more of the duration that its newest draft with a duration names.</param>
    /// <param name="ifSerial">The serial that the caller has seen; null for any.</param>
    public static LicenseChange Renew(string id, DateTimeOffset? until = null, long? ifSerial = null) =>
        new(by => new Request.RenewLicense(id, until is { } end ? UnixTime.Of(end) : null, ifSerial, by));

    /// <summary>From the next renewal on, the sessions of a session license end.</summary>
    public static LicenseChange RevokeSession(string id, string? reason = null, long? ifSerial = null) =>
        new(by => new Request.RevokeSession(id, reason, by, ifSerial));

    /// <summary>Takes the binding of a server license away, so that another installation may activate.</summary>
    /// <param name="id">Which license.</param>
    /// <param name="overlap">The client's name, to accept that an old and a new holder work at once.</param>
    /// <param name="ifSerial">The serial that the caller has seen; null for any.</param>
    public static LicenseChange ResetActivation(string id, string? overlap = null, long? ifSerial = null) =>
        new(by => new Request.ResetActivation(id, overlap, by, ifSerial));

    /// <summary>What the server is asked; a new license has a new id in each request.</summary>
    internal Request<GrantReply> RequestOf(string by) => _requestOf(by);
}
