using LicenseKit.Chains;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Wire;
using LicenseKit.Licenses;
using LicenseKit.Sessions;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Client;

/// <summary>Seats from a server elsewhere: every lease is verified from the pinned root down before it counts.</summary>
/// <param name="calls">The way to the server.</param>
/// <param name="reader">Verifies under the pinned root keys.</param>
/// <param name="file">The app's file, with its session license.</param>
/// <param name="labels">What the app says of itself; null = nothing.</param>
/// <param name="renewed">Called when the server has shown other licenses than before.</param>
internal sealed class RemoteSeats(ServerCalls calls, ChainReader reader, Chain file, IReadOnlyDictionary<string, string>? labels, Action renewed) : ISeatSource
{
    private readonly SessionLicense _license = file.SessionLicense!;
    private readonly LeaseVerifier _verifier = new(reader);
    private volatile Chain? _newest;

    /// <summary>The app's file.</summary>
    public Chain File => file;

    /// <summary>The server's licenses as it showed them last; before the first seat, as the app's file has them.</summary>
    public Chain Server => _newest ?? file;

    /// <summary>The latest instant at which anything that the app holds was signed.</summary>
    public long IssuedAt => Math.Max(Server.IssuedAt, _license.Claims.IssuedAt);

    /// <summary>The session license's own reason first, as at the server, then the server's.</summary>
    public StandingReport StandingAt(long now)
    {
        var server = Server;
        var own = StandingRules.OfSessionLicense(file, server, now);
        return own.Serves ? StandingRules.OfChain(server, null, now) : own;
    }

    /// <summary>True when the licenses have an effect and a feature is part of each of them.</summary>
    public bool Gives(string feature, long now) =>
        StandingAt(now).Serves && Server.Rights.FeaturesAt(now).ContainsKey(feature) && EffectiveRights.Gives(_license.Claims.Features, feature, now);

    public async Task<Outcome<Seat>> AcquireAsync(SeatSecret secret, string kind, CancellationToken cancellationToken)
    {
        var nonce = Secrets.NewNonce();
        return Verify(secret, kind, nonce, await calls.PostAsync(_license.ServerUrl, "/sessions", new AcquireMessage(_license.Jws, kind, nonce, Labels: labels),
            WireJson.Default.AcquireMessage, WireJson.Default.LeaseMessage, secret.Bearer(), cancellationToken).ConfigureAwait(false));
    }

    public async Task<Outcome<Seat>> RenewAsync(SeatSecret secret, string kind, long n, CancellationToken cancellationToken)
    {
        var nonce = Secrets.NewNonce();
        return Verify(secret, kind, nonce, await calls.PostAsync(_license.ServerUrl, $"/sessions/{secret.Id}/renew", new RenewMessage(n, nonce),
            WireJson.Default.RenewMessage, WireJson.Default.LeaseMessage, secret.Bearer(), cancellationToken).ConfigureAwait(false));
    }

    public Task<Outcome> ReleaseAsync(SeatSecret secret, CancellationToken cancellationToken) =>
        calls.DeleteAsync(_license.ServerUrl, $"/sessions/{secret.Id}", secret.Bearer(), cancellationToken);

    /// <summary>The server's words are not signed: they are shown, and nothing depends on them.</summary>
    private static LicenseFault? EndsEarly(EndsEarlyMessage? message) =>
        message is null ? null : new(FaultCode.NoSeat, PlainText.Escaped(message.Detail), PlainText.Escaped(message.Remedy));

    private LicenseFault? AtEnd(VerifiedLease verified)
    {
        var end = verified.Lease.Expires;
        return StandingRules.OfSessionLicense(file, verified.Server, end).Fault ?? StandingRules.OfChain(verified.Server, null, end).Fault;
    }

    private void Show(Chain server)
    {
        var isNew = !ReferenceEquals(_newest, server);
        _newest = server;
        if (isNew)
        {
            renewed();
        }
    }

    private Outcome<Seat> Verify(SeatSecret secret, string kind, string nonce, Outcome<LeaseMessage> outcome)
    {
        if (!outcome.Is(out var answer, out var fault))
        {
            return fault;
        }

        var keys = new Dictionary<string, PublicKey>(StringComparer.Ordinal);
        foreach (var (id, x) in answer.Keys ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (x is not null && PublicKey.TryCreate(x, out var key)) // JSON can say null, whatever the type says
            {
                keys[id] = key;
            }
        }

        if (!_verifier.Verify(Bundle.Write(answer.Chain, keys), answer.Lease, _license, secret.Id, kind, nonce).Is(out var verified, out fault))
        {
            return fault;
        }

        Show(verified.Server);
        var at = verified.Lease.IssuedAt;
        var features = EffectiveRights.Given(verified.Server.Rights.FeaturesAt(at), _license.Claims.Features, at);
        return new Seat(verified.Lease, EndsEarly(answer.EndsEarly), AtEnd(verified)) { Features = Seat.Named(verified.Lease, features) };
    }
}
