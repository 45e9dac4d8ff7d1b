using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions;

namespace LicenseKit.Hosting.Server;

/// <summary>Carries what apps ask to the writer: seats, renewals, releases, from elsewhere and from this process.</summary>
internal sealed class SeatDesk(Writer writer, VersionSigner signer, SessionStep step)
{
    private const int MaxLabels = 1024;

    public async Task<Outcome<LeaseAnswer>> AcquireAsync(ReadOnlyMemory<byte> secret, SessionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((Secrets.Check(secret) ?? Secrets.CheckNonce(request.Nonce)) is { } malformed)
        {
            return malformed;
        }

        if (request.Labels is { Length: > MaxLabels })
        {
            return new LicenseFault(FaultCode.MalformedRequest, $"'labels' has {request.Labels.Length} characters; at most {MaxLabels} are kept.", "Send fewer labels.");
        }

        if (!signer.ReadSession(System.Text.Encoding.UTF8.GetBytes(request.License)).Is(out var license, out _))
        {
            return new LicenseFault(FaultCode.ForeignSessionLicense, "The session license is not one that this server has signed.", "Get a session license from this server's operator.");
        }

        return await AcquireAsync(Secrets.IdOf(secret), license.Id, request, cancellationToken).ConfigureAwait(false);
    }

    public Task<Outcome<LeaseAnswer>> RenewAsync(string session, ReadOnlyMemory<byte> secret, long n, string nonce, CancellationToken cancellationToken) =>
        (Secrets.CheckNonce(nonce) ?? Secrets.CheckOwner(session, secret)) is { } fault
            ? Task.FromResult<Outcome<LeaseAnswer>>(fault)
            : RenewAsync(session, n, nonce, cancellationToken);

    public Task<LicenseFault?> ReleaseAsync(string session, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken) =>
        Secrets.CheckOwner(session, secret) is { } fault ? Task.FromResult<LicenseFault?>(fault) : ReleaseAsync(session, cancellationToken);

    public IReadOnlyList<SessionItem> List()
    {
        var state = writer.State;
        return [.. state.Sessions.Live.Values.OrderBy(s => s.StartedAt).ThenBy(s => s.Id, StringComparer.Ordinal).Select(s => new SessionItem(
            s.Id, s.License, state.Ledger.Sessions.GetValueOrDefault(s.License)?.License.Client ?? "", s.Kind,
            UnixTime.ToInstant(s.StartedAt), UnixTime.ToInstant(s.Ends), s.Ended, s.Labels))];
    }

    public async Task<LicenseFault?> EndAsync(string session, string by, CancellationToken cancellationToken) =>
        (await writer.DoAsync<SessionEntry>(turn =>
        {
            if (!turn.State.Sessions.Live.TryGetValue(session, out var live))
            {
                return new LicenseFault(FaultCode.UnknownGrant, "No session with this id holds a seat.", "List the sessions to find its id.", Names.Shown(session));
            }

            turn.State = turn.State with { Sessions = turn.State.Sessions.With(live with { Ended = true }) };
            turn.Touched.Sessions.Add(session);
            turn.Touched.Audits.Add(new Audit(turn.At.Now, by, "session.end", live.License == SessionStep.LocalLicense ? null : live.License, session));
            return live;
        }).WaitAsync(cancellationToken).ConfigureAwait(false)).Fault;

    /// <summary>A seat in this process: the session license is implicit.</summary>
    public Task<Outcome<LeaseAnswer>> AcquireAsync(string id, string license, SessionRequest request, CancellationToken cancellationToken) =>
        writer.DoAsync(turn =>
        {
            var context = turn.Sessions();
            return Take(turn, step.Acquire(turn.State.Sessions, context, id, license, request.Kind, request.Nonce, request.Labels), context);
        }).WaitAsync(cancellationToken);

    public Task<Outcome<LeaseAnswer>> RenewLocalAsync(string session, long n, CancellationToken cancellationToken) => RenewAsync(session, n, Secrets.NewNonce(), cancellationToken);

    public async Task<LicenseFault?> ReleaseAsync(string session, CancellationToken cancellationToken) =>
        (await writer.DoAsync<Turn>(turn =>
        {
            if (turn.State.Sessions.Live.TryGetValue(session, out var live))
            {
                turn.State = turn.State with { Sessions = turn.State.Sessions.End(live, turn.At.Now + SessionStep.NotAgain) };
                turn.Touched.Sessions.Add(session);
            }

            return turn;
        }).WaitAsync(cancellationToken).ConfigureAwait(false)).Fault;

    private Task<Outcome<LeaseAnswer>> RenewAsync(string session, long n, string nonce, CancellationToken cancellationToken) =>
        writer.DoAsync(turn =>
        {
            var context = turn.Sessions();
            return Take(turn, step.Renew(turn.State.Sessions, context, session, n, nonce), context);
        }).WaitAsync(cancellationToken);

    private static Outcome<LeaseAnswer> Take(Turn turn, Outcome<SessionAnswer> outcome, SessionContext context)
    {
        if (!outcome.Is(out var answer, out var fault))
        {
            return fault;
        }

        turn.State = turn.State with { Sessions = answer.Table };
        if (answer.MustStore)
        {
            turn.Touched.Sessions.Add(answer.Session.Id);
        }

        var chain = context.Chain!;
        return new LeaseAnswer(answer.Lease, [.. chain.Links.Select(l => l.Jws)], chain.Keys().ToDictionary(k => k.Key, k => k.Value.X, StringComparer.Ordinal), answer.RenewWithin, context.Standing.Text);
    }
}
