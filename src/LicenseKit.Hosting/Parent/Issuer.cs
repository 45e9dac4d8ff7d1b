using LicenseKit.Chains;
using LicenseKit.Hosting.Server;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Xml;

namespace LicenseKit.Hosting.Parent;

/// <summary>Carries an operator's wishes to the writer.</summary>
internal sealed class Issuer(LicenseServer server) : IIssuer
{
    public Task<Outcome<IssuedLicense>> IssueAsync(ServerLicenseDraft draft, string by, CancellationToken cancellationToken = default)
    {
        var id = Secrets.NewId();
        return DoAsync((ledger, own, now) => server.Issuing.Issue(ledger, own, draft, id, by, now), cancellationToken);
    }

    /// <remarks>The caller's code runs here, not in the one writer; a version that comes between starts it again from that one's draft.</remarks>
    public async Task<Outcome<IssuedLicense>> ChangeAsync(string id, Action<ServerLicenseDraft> change, string by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        while (true)
        {
            if (!IssuingStep.Find(server.Writer.State.Ledger, id).Is(out var grant, out var fault) || !DraftReader.ReadServerLicense(grant.Current.Draft).Is(out var draft, out fault))
            {
                return fault;
            }

            change(draft);
            var changed = await ReplaceAsync(id, draft, by, grant.License.Serial, null, cancellationToken).ConfigureAwait(false);
            if (changed.Fault?.Code != FaultCode.SerialConflict)
            {
                return changed;
            }
        }
    }

    public Task<Outcome<IssuedLicense>> ReplaceAsync(string id, ServerLicenseDraft draft, string by, long? ifSerial = null, string? overlap = null, CancellationToken cancellationToken = default) =>
        DoAsync((ledger, own, now) => server.Issuing.Change(ledger, own, id, draft, ifSerial, overlap, by, now), cancellationToken);

    public Task<Outcome<IssuedLicense>> SuspendAsync(string id, string? reason, string by, CancellationToken cancellationToken = default) =>
        DoAsync((ledger, own, now) => server.Issuing.SetState(ledger, own, id, LicenseState.Suspended, reason, by, now), cancellationToken);

    public Task<Outcome<IssuedLicense>> ResumeAsync(string id, string? reason, string by, CancellationToken cancellationToken = default) =>
        DoAsync((ledger, own, now) => server.Issuing.SetState(ledger, own, id, LicenseState.Active, reason, by, now), cancellationToken);

    public Task<Outcome<IssuedLicense>> RevokeAsync(string id, string? reason, string by, CancellationToken cancellationToken = default) =>
        DoAsync((ledger, own, now) => server.Issuing.SetState(ledger, own, id, LicenseState.Revoked, reason, by, now), cancellationToken);

    public Task<Outcome<IssuedLicense>> ResetActivationAsync(string id, string by, string? overlap = null, CancellationToken cancellationToken = default) =>
        DoAsync((ledger, own, now) => server.Issuing.Reset(ledger, own, id, overlap, by, now), cancellationToken);

    public Task<Outcome<IssuedLicense>> IssueSessionLicenseAsync(SessionLicenseDraft draft, string by, CancellationToken cancellationToken = default)
    {
        var id = Secrets.NewId();
        return DoAsync((ledger, own, now) => server.Issuing.IssueSession(ledger, own, draft, id, by, now), cancellationToken);
    }

    public Task<Outcome<IssuedLicense>> RevokeSessionLicenseAsync(string id, string? reason, string by, CancellationToken cancellationToken = default) =>
        DoAsync((ledger, _, now) => IssuingStep.RevokeSession(ledger, id, reason, by, now), cancellationToken);

    public async IAsyncEnumerable<IssuedLicense> ListAsync(LicenseQuery? query = null)
    {
        var state = server.Writer.State;
        var now = server.Writer.Now.Now;
        var all = state.Ledger.Servers.Values.Select(g => Item(g, now)).Concat(state.Ledger.Sessions.Values.Select(g => Item(g, state, now)));
        foreach (var item in all.OrderBy(i => i.Client, StringComparer.OrdinalIgnoreCase).ThenBy(i => i.Id, StringComparer.Ordinal))
        {
            if ((query?.Type is null || query.Type == item.Type) && (query?.Search is null || item.Client.Contains(query.Search, StringComparison.OrdinalIgnoreCase)))
            {
                yield return item;
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    public IssuedLicense? Find(string id)
    {
        var state = server.Writer.State;
        var now = server.Writer.Now.Now;
        return state.Ledger.Servers.TryGetValue(id, out var grant) ? Item(grant, now)
            : state.Ledger.Sessions.TryGetValue(id, out var session) ? Item(session, state, now)
            : null;
    }

    public byte[]? File(string id)
    {
        var state = server.Writer.State;
        var jws = state.Ledger.Servers.TryGetValue(id, out var grant) ? grant.License.Jws
            : state.Ledger.Sessions.TryGetValue(id, out var session) ? session.License.Jws
            : null;
        return jws is null ? null : state.Child.Chain?.ToBundle(server.Key.PublicKey, jws);
    }

    public Outcome<byte[]> XmlFile(string id)
    {
        var state = server.Writer.State;
        return state.Child.Chain is not { } chain ? Unknown(id)
            : state.Ledger.Servers.TryGetValue(id, out var grant) ? XmlLicenses.Sign(grant.License.Claims, chain, server.Key)
            : state.Ledger.Sessions.TryGetValue(id, out var session) ? XmlLicenses.Sign(session.License.Claims, chain, server.Key)
            : Unknown(id);
    }

    private static LicenseFault Unknown(string id) =>
        new(FaultCode.UnknownGrant, "No license with this id was issued here.", "List the licenses to find its id.", id.Length <= 64 ? id : null);

    private async Task<Outcome<IssuedLicense>> DoAsync(Func<Ledger, IssuerRights, long, Outcome<Issued>> step, CancellationToken cancellationToken) =>
        await server.Writer.DoAsync<IssuedLicense>(turn =>
        {
            if (!turn.Own().Is(out var own, out var fault) || !step(turn.State.Ledger, own, turn.At.Now).Is(out var issued, out fault))
            {
                return fault;
            }

            turn.Take(issued);
            return issued.Ledger.Servers.TryGetValue(issued.Id, out var grant)
                ? Item(grant, turn.At.Now)
                : Item(issued.Ledger.Sessions[issued.Id], turn.State, turn.At.Now);
        }).WaitAsync(cancellationToken).ConfigureAwait(false);

    private static IssuedLicense Item(ServerGrant grant, long now)
    {
        var license = grant.License;
        return new IssuedLicense
        {
            Id = grant.Id,
            Type = "server",
            Client = license.Client,
            State = license.State,
            Standing = Worth(grant, now),
            Serial = license.Serial,
            Held = grant.Held,
            Settled = grant.Settled,
            Pending = Pending(grant, now),
            Seats = Stages.Timeline.Of(license).At(UnixTime.ToInstant(now)),
            InUse = new Seats(grant.Use.Where(u => u.Value >= 0 && Names.IsKind(u.Key))),
            Expires = license.Expires,
            Activated = license.Binding is Binding.ToKey || grant.ShownKey is not null,
            LastPing = grant.LastPing is { } ping ? UnixTime.ToInstant(ping) : null,
            Draft = grant.Current.Draft,
        };
    }

    private static IssuedLicense Item(SessionGrant grant, ServerState state, long now) => new()
    {
        Id = grant.Id,
        Type = "session",
        Client = grant.License.Client,
        State = grant.Revoked ? LicenseState.Revoked : LicenseState.Active,
        Standing = grant.Revoked ? "revoked" : now < grant.License.Claims.NotBefore ? "not-yet" : now >= grant.License.Claims.Expires ? "expired" : "good",
        Serial = grant.License.Serial,
        Held = grant.License.Serial,
        Settled = grant.License.Serial,
        Seats = Stages.Timeline.Of(grant.License).At(UnixTime.ToInstant(now)),
        InUse = state.Sessions.UseOf(grant.Id),
        Expires = grant.License.Expires,
        Activated = true,
        Draft = grant.Draft,
    };

    /// <summary>The worth of a grant as far as the issuer knows.</summary>
    private static string Worth(ServerGrant grant, long now)
    {
        var claims = grant.License.Claims;
        return claims.State == LicenseState.Revoked ? "revoked"
            : claims.State == LicenseState.Suspended ? "suspended"
            : claims.Binding is null ? "not-activated"
            : now < claims.NotBefore ? "not-yet"
            : now >= claims.End ? "expired"
            : claims.Contact is { } contact && now >= UnixTime.Add(grant.LastPing ?? claims.IssuedAt, contact.Silence) ? "stale"
            : now >= claims.Expires ? "grace"
            : "good";
    }

    private static PendingChange? Pending(ServerGrant grant, long now)
    {
        var serial = grant.License.Serial;
        var until = grant.Versions.Where(v => v.License.Serial < serial && v.License.Claims.End > now).Select(v => v.License.Claims.End).DefaultIfEmpty(0).Max();
        return until == 0 || grant.Settled >= serial ? null
            : new PendingChange(grant.Held < serial ? $"the holder has not taken up serial {serial} yet" : $"the holder has not given back what serial {serial} took", UnixTime.ToInstant(until));
    }
}
