using System.Net;
using LicenseKit.Hosting.Server;
using LicenseKit.Licenses;
using LicenseKit.Server;
using LicenseKit.Sessions;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Hosting.Front;

/// <summary>Checks what apps send, form and secret and proof, before it is queued; and asks for seats of this process itself.</summary>
internal sealed class AppFront(ServerLoop loop, SessionLicenseProofs licenses, UnprovenWork unproven)
{
    private const int MaxLabels = 1024;

    private readonly LeaseAnswers _answers = new();

    public async Task<Outcome<LeaseAnswer>> AcquireAsync(ReadOnlyMemory<byte> secret, SessionRequest request, IPAddress? from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((Secrets.Check(secret) ?? Secrets.CheckNonce(request.Nonce)) is { } malformed)
        {
            return malformed;
        }

        // As an app has laid them out; operators see one line.
        var labels = request.Labels?.Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ');
        if (PlainText.RemarkObjection(labels ?? "", MaxLabels) is { } objection)
        {
            return new LicenseFault(FaultCode.MalformedRequest, $"The 'labels' {objection}.", "Send fewer labels, and other characters than printable ones as escapes of JSON.");
        }

        var origin = Origin.Of(from);
        if (!licenses.IdOf(request.License, origin).Is(out var license, out var fault)
            || !(await AskAsync(new Request.Acquire(Secrets.SessionOf(secret), license, request.Kind, request.Nonce, labels), cancellationToken).ConfigureAwait(false)).Is(out var lease, out fault))
        {
            return fault;
        }

        unproven.Proven(origin);
        return lease;
    }

    public async Task<Outcome<LeaseAnswer>> RenewAsync(string session, ReadOnlyMemory<byte> secret, long n, string nonce, CancellationToken cancellationToken) =>
        (Secrets.CheckNonce(nonce) ?? Secrets.CheckOwner(session, secret)) is { } fault ? fault
            : await AskAsync(new Request.Renew(Secrets.SessionOf(secret), n, nonce), cancellationToken).ConfigureAwait(false);

    public async Task<Outcome> ReleaseAsync(string session, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken) =>
        Secrets.CheckOwner(session, secret) is { } fault ? fault : await ReleaseLocalAsync(Secrets.SessionOf(secret), cancellationToken).ConfigureAwait(false);

    public async Task<Outcome> EndAsync(string session, string by, CancellationToken cancellationToken)
    {
        if (!SessionId.TryParse(session, out var id))
        {
            return new LicenseFault(FaultCode.UnknownGrant, "No session with this id holds a seat.", "List the sessions to find its id.", Names.Shown(session));
        }

        return (await loop.AskAsync(new Request.EndSession(id, by), cancellationToken).ConfigureAwait(false)).Is(out _, out var fault) ? Outcome.Done : fault;
    }

    /// <summary>A seat in this process: the session license is implicit.</summary>
    public Task<Outcome<GrantedLease>> AcquireLocalAsync(SessionId session, string kind, CancellationToken cancellationToken) =>
        loop.AskAsync(new Request.Acquire(session, LeaseRule.LocalLicense, kind, Secrets.NewNonce(), null), cancellationToken);

    public Task<Outcome<GrantedLease>> RenewLocalAsync(SessionId session, long n, CancellationToken cancellationToken) =>
        loop.AskAsync(new Request.Renew(session, n, Secrets.NewNonce()), cancellationToken);

    public async Task<Outcome> ReleaseLocalAsync(SessionId session, CancellationToken cancellationToken) =>
        (await loop.AskAsync(new Request.Release(session), cancellationToken).ConfigureAwait(false)).Is(out _, out var fault) ? Outcome.Done : fault;

    private async Task<Outcome<LeaseAnswer>> AskAsync(Request<GrantedLease> request, CancellationToken cancellationToken) =>
        (await loop.AskAsync(request, cancellationToken).ConfigureAwait(false)).Is(out var granted, out var fault) ? _answers.Of(granted) : fault;
}
