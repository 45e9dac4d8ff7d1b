using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Issuing;

/// <summary>What an operator decides about grants, as pure steps: the ledger and a wish in, the next ledger or a fault out.</summary>
internal sealed class IssuingStep(VersionSigner signer, string? publicUrl)
{
    /// <summary>A license for a new child server.</summary>
    public Outcome<Issued> Issue(Ledger ledger, IssuerRights own, ServerLicenseDraft draft, string id, string by, long now)
    {
        if ((own.MayIssue() ?? MayHaveChildren(own.Chain)) is { } no)
        {
            return no;
        }

        if (!LicenseMaker.Server(draft, IssuerTerms.Of(own.Chain, publicUrl), id, null, now).Is(out var claims, out var fault))
        {
            return fault;
        }

        if (NameTaken(ledger, claims.Client, id, now) is { } taken)
        {
            return taken;
        }

        if (!signer.Sign(claims, own.Chain).Is(out var license, out fault))
        {
            return fault;
        }

        var grant = new ServerGrant { Id = id, Versions = [new GrantVersion(license, DraftWriter.Write(draft), 0)] };
        var next = ledger.With(grant);
        return (Budget.Count(next, own.Chain, now) ?? Budget.Seats(next, own.Chain, now)) is { } over ? over
            : new Issued(next, id, new Audit(now, by, "license.issue", id, $"'{license.Client}', serial 1: {license.Seats}, until {Shown.Instant(license.Expires)}"));
    }

    /// <summary>The next version of a child's license, from a draft that replaces the last one.</summary>
    /// <param name="ledger">What was issued.</param>
    /// <param name="own">The issuer's license and its worth.</param>
    /// <param name="id">Which license.</param>
    /// <param name="draft">What it shall say.</param>
    /// <param name="ifSerial">The serial that the caller has seen; null for any.</param>
    /// <param name="overlap">The client's name, when the operator accepts that an old and a new holder use the license at once.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">Effective now.</param>
    public Outcome<Issued> Change(Ledger ledger, IssuerRights own, string id, ServerLicenseDraft draft, long? ifSerial, string? overlap, string by, long now)
    {
        if (!Find(ledger, id).Is(out var grant, out var fault))
        {
            return fault;
        }

        if (ifSerial is { } seen && seen != grant.License.Serial)
        {
            return new LicenseFault(FaultCode.SerialConflict, $"License '{grant.Client}' has serial {grant.License.Serial}; the change was made from serial {seen}.", "Read it again and repeat the change.", link: id);
        }

        if ((Final(grant) ?? MayHaveChildren(own.Chain)) is { } no)
        {
            return no;
        }

        if (!LicenseMaker.Server(draft, IssuerTerms.Of(own.Chain, publicUrl), id, grant.License.Claims, now).Is(out var claims, out fault))
        {
            return fault;
        }

        claims = Bound(claims with { State = grant.License.State }, grant);
        if (NameTaken(ledger, claims.Client, id, now) is { } taken)
        {
            return taken;
        }

        var more = !NoMore.Than(claims, grant.License, now);
        return more && own.MayIssue() is { } mayNot ? mayNot
            : Add(ledger, own, grant, more ? claims : Cut.To(claims, own.Chain.Leaf), DraftWriter.Write(draft), more, overlap, new Audit(now, by, "license.change", id, ""), now);
    }

    /// <summary>Suspends, resumes or revokes: signed whatever the budget and the issuer's own standing say.</summary>
    public Outcome<Issued> SetState(Ledger ledger, IssuerRights own, string id, LicenseState state, string? reason, string by, long now)
    {
        if (!Find(ledger, id).Is(out var grant, out var fault))
        {
            return fault;
        }

        if (Final(grant) is { } no)
        {
            return no;
        }

        var action = state switch { LicenseState.Active => "license.resume", LicenseState.Suspended => "license.suspend", _ => "license.revoke" };
        var audit = new Audit(now, by, action, id, reason ?? "");
        return Copy(ledger, own, grant, grant.License.Claims with { State = state }, audit, now);
    }

    /// <summary>Takes the binding away, so that another installation may activate; the former keys may not.</summary>
    public Outcome<Issued> Reset(Ledger ledger, IssuerRights own, string id, string? overlap, string by, long now)
    {
        if (!Find(ledger, id).Is(out var grant, out var fault))
        {
            return fault;
        }

        if (Final(grant) is { } no)
        {
            return no;
        }

        if (grant.License.Contact is null)
        {
            return new LicenseFault(FaultCode.NotPreactivated, $"License '{grant.Client}' is offline and must stay bound to an installation.",
                "Change it with the License Code or activation request of the new installation.", link: id);
        }

        return Copy(ledger, own, Overlap(grant, overlap) with { ResetAt = grant.License.Serial + 1 }, grant.License.Claims with { Binding = null }, new Audit(now, by, "license.reset", id, "former keys are refused until another has activated"), now);
    }

    /// <summary>A license for a team, a client or a group of robots, to take seats from this server.</summary>
    public Outcome<Issued> IssueSession(Ledger ledger, IssuerRights own, SessionLicenseDraft draft, string id, string by, long now) =>
        SignSession(ledger, own, draft, id, null, "session-license.issue", by, now);

    /// <summary>The next version of a session license from its draft; apps go on with the file that they have.</summary>
    public Outcome<Issued> ReissueSession(Ledger ledger, IssuerRights own, SessionGrant grant, SessionLicenseDraft draft, string by, long now) =>
        SignSession(ledger, own, draft, grant.Id, grant.License.Claims, "session-license.change", by, now);

    /// <summary>From the next renewal on its sessions end.</summary>
    public static Outcome<Issued> RevokeSession(Ledger ledger, string id, string? reason, string by, long now) =>
        ledger.Sessions.TryGetValue(id, out var grant)
            ? new Issued(ledger.With(grant with { Revoked = true }), id, new Audit(now, by, "session-license.revoke", id, reason ?? ""))
            : Unknown(id);

    /// <summary>A version that copies the last one but for what changed, cut to the issuer's license where it is larger.</summary>
    /// <remarks>Where no cut makes it fit (an issuer that may have no silent servers any more, or another period), it is issued under the issuer's version of before:
    /// the newer one above bounds what it is worth, and a stop must always be possible.</remarks>
    internal Outcome<Issued> Copy(Ledger ledger, IssuerRights own, ServerGrant grant, ServerLicenseClaims claims, Audit audit, long now)
    {
        var next = claims with { Serial = claims.Serial + 1, IssuedAt = now, Parent = own.Chain.Leaf.AsParent() };
        next = claims.Binding is null ? next : Bound(next, grant);
        var cut = Cut.To(next, own.Chain.Leaf);
        return Add(ledger, own, grant, Within.Check(cut, own.Chain.Leaf) is null ? cut : next with { Parent = grant.License.Claims.Parent }, grant.Current.Draft, more: false, null, audit, now);
    }

    /// <summary>Signs and adds a version; one that gives more, or goes to another holder, must fit the budget.</summary>
    internal Outcome<Issued> Add(Ledger ledger, IssuerRights own, ServerGrant grant, ServerLicenseClaims claims, string draft, bool more, string? overlap, Audit audit, long now)
    {
        if (!signer.Sign(claims, own.Chain).Is(out var license, out var fault))
        {
            return fault;
        }

        var moves = MovesToAnother(grant, license.Binding);
        var holder = grant.Current.Holder + (moves ? 1 : 0);
        var changed = moves ? Overlap(grant, overlap) : grant;
        changed = changed with { Versions = changed.Versions.Add(new GrantVersion(license, draft, holder)), ShownKey = moves ? null : grant.ShownKey };
        var next = ledger.With(changed);
        var over = more ? Budget.Count(next, own.Chain, now) ?? Budget.Seats(next, own.Chain, now) : moves ? Budget.Seats(next, own.Chain, now) : null;
        return over is not null ? over
            : new Issued(next, grant.Id, audit with { Text = $"'{license.Client}', serial {license.Serial}{(audit.Text.Length > 0 ? ": " : "")}{audit.Text}" });
    }

    private Outcome<Issued> SignSession(Ledger ledger, IssuerRights own, SessionLicenseDraft draft, string id, SessionLicenseClaims? previous, string action, string by, long now)
    {
        if (own.MayIssue() is { } no)
        {
            return no;
        }

        if (!LicenseMaker.Session(draft, IssuerTerms.Of(own.Chain, publicUrl), id, previous, now).Is(out var claims, out var fault)
            || !signer.Sign(claims, own.Chain).Is(out var license, out fault))
        {
            return fault;
        }

        var next = ledger.With(new SessionGrant { License = license, Draft = DraftWriter.Write(draft) });
        return (Budget.Count(next, own.Chain, now) ?? Budget.Seats(next, own.Chain, now)) is { } over ? over
            : new Issued(next, id, new Audit(now, by, action, id, $"'{license.Client}', serial {license.Serial}: {license.Seats}, until {Shown.Instant(license.Expires)}"));
    }

    internal static Outcome<ServerGrant> Find(Ledger ledger, string id) => ledger.Servers.TryGetValue(id, out var grant) ? grant : Unknown(id);

    /// <summary>True when a version was bound to an installation and this binding is another one.</summary>
    private static bool MovesToAnother(ServerGrant grant, Binding? binding)
    {
        var before = grant.Versions.LastOrDefault(v => v.License.Binding is not null)?.License.Binding;
        return (before, binding) switch
        {
            (null, _) or (_, null) => false,
            (_, Binding.ToKey to) => !before.Admits(to.Key),
            (Binding.ToCode from, Binding.ToCode to) => !from.Code.Equals(to.Code),
            (_, Binding.ToCode to) => !to.Admits(((Binding.ToKey)before).Key),
            _ => true,
        };
    }

    /// <summary>The old holder's rights count on, unless the operator accepts the overlap by the client's name.</summary>
    private static ServerGrant Overlap(ServerGrant grant, string? client) => client == grant.Client ? grant with { CountedFrom = grant.Current.Holder + 1 } : grant;

    /// <summary>As soon as a code-bound holder has shown its key, the next version says the key.</summary>
    private static ServerLicenseClaims Bound(ServerLicenseClaims claims, ServerGrant grant) =>
        claims.Binding is Binding.ToCode && grant.ShownKey is { } key && claims.Binding.Admits(key) ? claims with { Binding = new Binding.ToKey(key) } : claims;

    private static LicenseFault? MayHaveChildren(Chain chain) => chain.Leaf.Oem > 0 ? null
        : new(FaultCode.NotOem, $"License '{chain.Leaf.Client}' is not a Master or OEM license: it may issue no server licenses.", "Ask its issuer for an OEM license.", link: chain.Leaf.Id);

    private static LicenseFault? NameTaken(Ledger ledger, string client, string id, long now)
    {
        var folded = PlainText.Fold(client);
        return ledger.Servers.Values.FirstOrDefault(g => g.Id != id && g.IsLive(now) && (PlainText.Fold(g.Client) is not { } taken || taken == folded)) is not { } other ? null
            : PlainText.Fold(other.Client) is null
            ? new(FaultCode.DraftValue, $"Whether the client name '{client}' is that of the live license '{other.Id}' cannot be told: this program runs without ICU.", NormalForm.Remedy, client, other.Id)
            : new(FaultCode.NameTaken, $"The client name '{client}' is taken by the live license '{other.Id}'.", "Choose another name, or change or revoke that license.", client, other.Id);
    }

    private static LicenseFault? Final(ServerGrant grant) => grant.License.State != LicenseState.Revoked ? null
        : new(FaultCode.RevokedIsFinal, $"License '{grant.Client}' is revoked, which is final.", "Issue a new license.", link: grant.Id);

    private static LicenseFault Unknown(string id) => new(FaultCode.UnknownGrant, $"No license with id '{Names.Shown(id)}' was issued here.", "List the licenses to find its id.", Names.Shown(id));
}
