using LicenseKit.Chains;
using LicenseKit.Hosting.Server;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;
using LicenseKit.Xml;

namespace LicenseKit.Hosting.Parent;

/// <summary>Carries the requests of operators to the loop, and shows them what is committed.</summary>
internal sealed class Issuer(ServerLoop loop, ServerClock clock, DocumentSigner signer) : IIssuer
{
    public Task<Outcome<IssuedLicense>> IssueAsync(ServerLicenseDraft draft, string by, CancellationToken cancellationToken = default) =>
        AskAsync(new Request.IssueServer(Secrets.NewId(), draft, by), cancellationToken);

    /// <remarks>The caller's code runs here, not in the loop; a version that comes between starts it again from that one's draft.</remarks>
    public async Task<Outcome<IssuedLicense>> ChangeAsync(string id, Action<ServerLicenseDraft> change, string by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        while (true)
        {
            if (!IssuingRules.Find(loop.Published.Ledger, id).Is(out var grant, out var fault) || !DraftReader.ReadServerLicense(grant.Current.Draft).Is(out var draft, out fault))
            {
                return fault;
            }

            change(draft);
            var changed = await ReplaceAsync(id, draft, by, grant.Claims.Serial, null, cancellationToken).ConfigureAwait(false);
            if (changed.Fault is not { Code: FaultCode.SerialConflict })
            {
                return changed;
            }
        }
    }

    public Task<Outcome<IssuedLicense>> ReplaceAsync(
        string id, ServerLicenseDraft draft, string by, long? ifSerial = null, string? overlap = null, CancellationToken cancellationToken = default) =>
        AskAsync(new Request.ChangeServer(id, draft, ifSerial, overlap, by), cancellationToken);

    public Task<Outcome<IssuedLicense>> SuspendAsync(string id, string? reason, string by, CancellationToken cancellationToken = default) =>
        AskAsync(new Request.SetState(id, LicenseState.Suspended, reason, by), cancellationToken);

    public Task<Outcome<IssuedLicense>> ResumeAsync(string id, string? reason, string by, CancellationToken cancellationToken = default) =>
        AskAsync(new Request.SetState(id, LicenseState.Active, reason, by), cancellationToken);

    public Task<Outcome<IssuedLicense>> RevokeAsync(string id, string? reason, string by, CancellationToken cancellationToken = default) =>
        AskAsync(new Request.SetState(id, LicenseState.Revoked, reason, by), cancellationToken);

    public Task<Outcome<IssuedLicense>> ResetActivationAsync(string id, string by, string? overlap = null, CancellationToken cancellationToken = default) =>
        AskAsync(new Request.ResetActivation(id, overlap, by), cancellationToken);

    public Task<Outcome<IssuedLicense>> IssueSessionLicenseAsync(SessionLicenseDraft draft, string by, CancellationToken cancellationToken = default) =>
        AskAsync(new Request.IssueSession(Secrets.NewId(), draft, by), cancellationToken);

    public Task<Outcome<IssuedLicense>> RevokeSessionLicenseAsync(string id, string? reason, string by, CancellationToken cancellationToken = default) =>
        AskAsync(new Request.RevokeSession(id, reason, by), cancellationToken);

    public async IAsyncEnumerable<IssuedLicense> ListAsync(LicenseQuery? query = null)
    {
        var (child, ledger, _) = loop.Published;
        var now = clock.Now.Now;
        var own = IssuerRights.Of(child, signer.PublicKey, now).Value;
        var all = ledger.Servers.Values.Select(g => Of(g, own, now)).Concat(ledger.Sessions.Values.Select(g => Of(g, own, now)));
        foreach (var item in all.OrderBy(i => i.Client, StringComparer.OrdinalIgnoreCase).ThenBy(i => i.Id, StringComparer.Ordinal))
        {
            if ((query?.Type is null || query.Type == item.Type) && (query?.Search is null || item.Client.Contains(query.Search, StringComparison.OrdinalIgnoreCase))
                && (query?.Standing is null || query.Standing == item.Standing))
            {
                yield return item;
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    public IssuedLicense? Find(string id)
    {
        var (child, ledger, _) = loop.Published;
        var now = clock.Now.Now;
        var own = IssuerRights.Of(child, signer.PublicKey, now).Value;
        return ledger.Servers.TryGetValue(id, out var grant) ? Of(grant, own, now)
            : ledger.Sessions.TryGetValue(id, out var session) ? Of(session, own, now)
            : null;
    }

    public byte[]? File(string id)
    {
        var (child, ledger, _) = loop.Published;
        var document = ledger.Servers.TryGetValue(id, out var grant) ? grant.Current.Document : ledger.Sessions.GetValueOrDefault(id)?.Document;
        return document is null || child.Chain is not { } chain ? null : new ChildFile(chain, signer.PublicKey, document).ToBundle();
    }

    public async Task<Outcome<byte[]>> XmlFileAsync(string id, CancellationToken cancellationToken = default)
    {
        var (child, ledger, _) = loop.Published;
        if (child.Chain is not { } chain)
        {
            return Unknown(id);
        }

        return ledger.Servers.TryGetValue(id, out var grant) ? await XmlLicenses.SignAsync(grant.Claims, chain, signer, cancellationToken).ConfigureAwait(false)
            : ledger.Sessions.TryGetValue(id, out var session) ? await XmlLicenses.SignAsync(session.Claims, chain, signer, cancellationToken).ConfigureAwait(false)
            : Unknown(id);
    }

    private static IssuedLicense Of(ServerGrant grant, IssuerRights? own, long now) =>
        IssuedLicenses.Of(grant, own is null ? StandingReport.NoneHeld : grant.Standing(own, now), now);

    private IssuedLicense Of(SessionGrant grant, IssuerRights? own, long now) =>
        IssuedLicenses.Of(grant, own is null ? StandingReport.NoneHeld : grant.Standing(own, now), loop.UseOf(grant.Id), now);

    private static LicenseFault Unknown(string id) =>
        new(FaultCode.UnknownGrant, "No license with this id was issued here.", "List the licenses to find its id.", Names.Shown(id));

    private async Task<Outcome<IssuedLicense>> AskAsync(Request<GrantReply> request, CancellationToken cancellationToken) =>
        (await loop.AskAsync(request, cancellationToken).ConfigureAwait(false)).Is(out var grant, out var fault) ? IssuedLicenses.Of(grant) : fault;
}
