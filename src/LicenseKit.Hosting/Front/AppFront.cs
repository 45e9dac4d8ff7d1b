using System.Net;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Telemetry;
using LicenseKit.Hosting.Wire;
using LicenseKit.Licenses;
using LicenseKit.Server;
using LicenseKit.Sessions;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Hosting.Front;

/// <summary>Checks what apps send, form and secret and proof, before it is queued; and asks for seats of this process itself.</summary>
internal sealed class AppFront(ServerLoop loop, SessionLicenseProofs licenses, UnprovenWork unproven, Instruments instruments)
{
    private readonly LeaseAnswers _answers = new();

    public async Task<Outcome<LeaseAnswer>> AcquireAsync(ReadOnlyMemory<byte> secret, SessionRequest request, IPAddress? from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var outcome = await TakeAsync(secret, request, from, cancellationToken).ConfigureAwait(false);
        Count(request.Kind, outcome.Fault);
        return outcome;
    }

    public async Task<Outcome<LeaseAnswer>> RenewAsync(string session, ReadOnlyMemory<byte> secret, long n, string nonce, CancellationToken cancellationToken)
    {
        if ((Secrets.CheckNonce(nonce) ?? Secrets.CheckOwner(session, secret)) is { } malformed)
        {
            instruments.Renewed(malformed);
            return malformed;
        }

        return (await RenewAsync(Secrets.SessionOf(secret), n, nonce, cancellationToken).ConfigureAwait(false)).Is(out var granted, out var fault) ? _answers.Of(granted) : fault;
    }

    public async Task<Outcome> ReleaseAsync(string session, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken) =>
        Secrets.CheckOwner(session, secret) is { } fault ? fault : await ReleaseLocalAsync(Secrets.SessionOf(secret), cancellationToken).ConfigureAwait(false);

    public async Task<Outcome> EndAsync(string session, string by, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        if (!SessionId.TryParse(session, out var id))
        {
            return new LicenseFault(FaultCode.UnknownGrant, "No session with this id holds a seat.", "List the sessions to find its id.", Names.Shown(session));
        }

        return (await loop.AskOnceAsync(new Request.EndSession(id, by), key, by, cancellationToken).ConfigureAwait(false)).Is(out _, out var fault) ? Outcome.Done : fault;
    }

    /// <summary>A seat in this process: the session license is implicit.</summary>
    public async Task<Outcome<GrantedLease>> AcquireLocalAsync(SessionId session, string kind, string? labels, CancellationToken cancellationToken)
    {
        var outcome = await loop.AskAsync(new Request.Acquire(session, LeaseRule.LocalLicense, kind, Secrets.NewNonce(), labels), cancellationToken).ConfigureAwait(false);
        Count(kind, outcome.Fault);
        return outcome;
    }

    public Task<Outcome<GrantedLease>> RenewLocalAsync(SessionId session, long n, CancellationToken cancellationToken) =>
        RenewAsync(session, n, Secrets.NewNonce(), cancellationToken);

    public async Task<Outcome> ReleaseLocalAsync(SessionId session, CancellationToken cancellationToken) =>
        (await loop.AskAsync(new Request.Release(session), cancellationToken).ConfigureAwait(false)).Is(out _, out var fault) ? Outcome.Done : fault;

    private void Count(string kind, LicenseFault? fault) => instruments.Acquired(Instruments.KindOf(kind, loop.Published.Child.Chain?.Leaf.Seats.Kinds ?? []), fault);

    private async Task<Outcome<GrantedLease>> RenewAsync(SessionId session, long n, string nonce, CancellationToken cancellationToken)
    {
        var outcome = await loop.AskAsync(new Request.Renew(session, n, nonce), cancellationToken).ConfigureAwait(false);
        instruments.Renewed(outcome.Fault);
        return outcome;
    }

    private async Task<Outcome<LeaseAnswer>> TakeAsync(ReadOnlyMemory<byte> secret, SessionRequest request, IPAddress? from, CancellationToken cancellationToken)
    {
        if ((Secrets.Check(secret) ?? Secrets.CheckNonce(request.Nonce)) is { } malformed)
        {
            return malformed;
        }

        if (SessionLabels.Objection(request.Labels, out var labels) is { } objection)
        {
            return new LicenseFault(FaultCode.MalformedRequest, $"The 'labels' {objection}.", $"Send {SessionLabels.Form}.");
        }

        var origin = Origin.Of(from);
        if (!licenses.IdOf(request.License, origin).Is(out var license, out var fault)
            || !(await loop.AskAsync(new Request.Acquire(Secrets.SessionOf(secret), license, request.Kind, request.Nonce, labels), cancellationToken)
                .ConfigureAwait(false)).Is(out var granted, out fault))
        {
            return fault;
        }

        unproven.Proven(origin);
        return _answers.Of(granted);
    }
}
