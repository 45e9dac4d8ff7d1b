using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using static LicenseKit.Issuing.ChangeRefusals;

namespace LicenseKit.Issuing;

/// <summary>What is decided about server licenses: the ledger and a request in, the next ledger or a fault out.</summary>
/// <remarks>Pure; versions are written here and signed later. Session licenses: <see cref="SessionIssuingRules"/>.</remarks>
internal sealed class IssuingRules(VersionWriter writer, string? publicUrl)
{
    /// <summary>A license for a new child server.</summary>
    /// <remarks>One that starts when seats are free starts at <paramref name="freeFrom"/> at the soonest.</remarks>
    public Outcome<Issued> Issue(
        Ledger ledger, IssuerRights own, ServerLicenseDraft draft, string id, string by, long now, long freeFrom = 0)
    {
        var mayNot = own.MayIssue() ?? MayHaveChildren(own.Chain);
        var drafted = LicenseFactory.Server(draft, IssuerTerms.Of(own.Chain, publicUrl, writer.AllowsHttp), id, null, now, freeFrom);
        var taken = NameTaken(ledger, draft.Client, id, now);
        if (mayNot is not null || drafted.Value is not { } claims)
        {
            return LicenseFault.All(mayNot, drafted.Fault, taken)!;
        }

        if (!writer.Write(claims, own.Chain).Is(out var document, out var broader))
        {
            return LicenseFault.All(taken, broader)!;
        }

        var version = new GrantVersion(claims, document, DraftWriter.Write(draft), 0);
        var next = ledger.With(new ServerGrant { Id = id, Versions = [version], FollowedEnd = FollowingRules.EndOf(draft.Duration, own) });
        if (LicenseFault.All(taken, Budget.Count(next, own.Chain, now), Budget.Seats(next, own.Chain, now)) is { } no)
        {
            return no;
        }

        var text = $"'{claims.Client}', serial 1: {claims.Seats}, until {Shown.Instant(claims.Expires)}";
        return new Issued(next, id, new(now, by, "license.issue", id, text), TakesSeats: true);
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
    public Outcome<Issued> Change(
        Ledger ledger, IssuerRights own, string id, ServerLicenseDraft draft, long? ifSerial, string? overlap, string by, long now) =>
        Next(ledger, own, id, _ => draft, ifSerial, overlap, new(now, by, "license.change", id, ""));

    /// <summary>The next version, which ends later.</summary>
    /// <param name="ledger">What was issued.</param>
    /// <param name="own">The issuer's license and its worth.</param>
    /// <param name="id">Which license.</param>
    /// <param name="until">Its new end; null for one more of the duration that its newest draft with one names.</param>
    /// <param name="ifSerial">The serial that the caller has seen; null for any.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">Effective now.</param>
    public Outcome<Issued> Renew(Ledger ledger, IssuerRights own, string id, long? until, long? ifSerial, string by, long now) =>
        Next(ledger, own, id, grant => Renewed(grant, until, now), ifSerial, null, new(now, by, "license.renew", id, ""));

    /// <summary>The next version of a license whose end is no longer the one of the issuer that it follows.</summary>
    public Outcome<Issued> Reissue(Ledger ledger, IssuerRights own, string id, long now) =>
        Next(
            ledger, own, id, grant => DraftReader.ReadServerLicense(grant.Current.Draft), null, null,
            new(now, FollowingRules.By, "license.change", id, ""));

    /// <summary>Suspends, resumes or revokes: signed whatever the budget and the issuer's own standing say.</summary>
    /// <remarks>What is suspended, resumed or revoked already stays as it is.</remarks>
    public Outcome<Issued> SetState(
        Ledger ledger, IssuerRights own, string id, LicenseState state, string? reason, string by, long now, long? ifSerial = null)
    {
        if (!Find(ledger, id).Is(out var grant, out var fault))
        {
            return fault;
        }

        if ((Conflict(grant, ifSerial) ?? Reason(reason)) is { } no)
        {
            return no;
        }

        if (grant.Claims.State == state)
        {
            return new Issued(ledger, id, null, TakesSeats: false);
        }

        if (Final(grant) is { } final)
        {
            return final;
        }

        var action = state switch
        {
            LicenseState.Active => "license.resume",
            LicenseState.Suspended => "license.suspend",
            _ => "license.revoke",
        };
        var audit = new AuditEntry(now, by, action, id, reason ?? "");
        return Copy(ledger, own, grant, grant.Claims with { State = state }, audit, now);
    }

    /// <summary>Takes the binding away, so that another installation may activate; the former keys may not.</summary>
    public Outcome<Issued> Reset(Ledger ledger, IssuerRights own, string id, string? overlap, string by, long now, long? ifSerial = null)
    {
        if (!Find(ledger, id).Is(out var grant, out var fault))
        {
            return fault;
        }

        if ((Conflict(grant, ifSerial) ?? Final(grant)) is { } no)
        {
            return no;
        }

        if (grant.Claims.Contact is null)
        {
            return new LicenseFault(
                FaultCode.NotPreactivated, $"License '{grant.Client}' is offline and must stay bound to an installation.",
                "Change it with the License Code or activation request of the new installation.", link: id);
        }

        var audit = new AuditEntry(now, by, "license.reset", id, "former keys are refused until another has activated");
        var reset = Overlap(grant, overlap) with { ResetAt = grant.Claims.Serial + 1, RefusedActivations = 0 };
        return Copy(ledger, own, reset, grant.Claims with { Binding = null }, audit, now);
    }

    /// <summary>A version that copies the last one but for what changed, narrowed to the issuer's license where it is larger.</summary>
    /// <remarks>Where no narrowing makes it fit (an issuer that may have no silent servers any more, or another period), it is issued under
    /// the issuer's version of before: the newer one above bounds what is effective, and a stop must always be possible.</remarks>
    internal Outcome<Issued> Copy(
        Ledger ledger, IssuerRights own, ServerGrant grant, ServerLicenseClaims claims, AuditEntry audit, long now)
    {
        var next = claims with { Serial = claims.Serial + 1, IssuedAt = now, Parent = own.Chain.Leaf.AsParent() };
        next = claims.Binding is null ? next : Bound(next, grant);
        var narrowed = Narrow.To(next, own.Chain.Leaf);
        var fits = Within.Check(narrowed, own.Chain.Leaf) is null;
        var version = fits ? narrowed : next with { Parent = grant.Claims.Parent };
        return Add(ledger, own, grant, version, grant.Current.Draft, more: false, null, audit, now);
    }

    /// <summary>Writes and adds a version; one that gives more, or goes to another holder, must fit the budget.</summary>
    internal Outcome<Issued> Add(
        Ledger ledger, IssuerRights own, ServerGrant grant, ServerLicenseClaims claims, string draft, bool more, string? overlap, AuditEntry audit,
        long now)
    {
        if (!writer.Write(claims, own.Chain).Is(out var document, out var fault))
        {
            return fault;
        }

        var moves = MovesToAnother(grant, claims.Binding);
        var holder = grant.Current.Holder + (moves ? 1 : 0);

        // Whoever is bound after an accepted overlap counts.
        holder = claims.Binding is null ? holder : Math.Max(holder, grant.CountedFrom);
        var changed = moves ? Overlap(grant, overlap) : grant;
        var added = changed.Add(new GrantVersion(claims, document, draft, holder)) with { ShownKey = moves ? null : grant.ShownKey };
        var next = ledger.With(added);
        var count = more ? Budget.Count(next, own.Chain, now) : null;
        if (LicenseFault.All(count, more || moves ? Budget.Seats(next, own.Chain, now) : null) is { } over)
        {
            return over;
        }

        var what = $"'{claims.Client}', serial {claims.Serial}";
        var text = audit.Text.Length > 0 ? $"{what}: {audit.Text}" : what;
        return new Issued(next, grant.Id, audit with { Text = text }, TakesSeats: more || moves);
    }

    /// <param name="ledger">What was issued.</param>
    /// <param name="own">The issuer's license and its worth.</param>
    /// <param name="id">Which license.</param>
    /// <param name="draftOf">The draft, from the license as it is; asked when it may be changed.</param>
    /// <param name="ifSerial">The serial that the caller has seen; null for any.</param>
    /// <param name="overlap">The client's name, when the operator accepts that an old and a new holder use the license at once.</param>
    /// <param name="audit">When, who and what; the text is written here.</param>
    private Outcome<Issued> Next(
        Ledger ledger, IssuerRights own, string id, Func<ServerGrant, Outcome<ServerLicenseDraft>> draftOf, long? ifSerial, string? overlap,
        AuditEntry audit)
    {
        if (!Find(ledger, id).Is(out var grant, out var fault))
        {
            return fault;
        }

        if ((Conflict(grant, ifSerial) ?? Final(grant) ?? MayHaveChildren(own.Chain)) is { } no)
        {
            return no;
        }

        if (!draftOf(grant).Is(out var draft, out fault))
        {
            return fault;
        }

        var now = audit.At;
        var taken = NameTaken(ledger, draft.Client, id, now);
        var terms = IssuerTerms.Of(own.Chain, publicUrl, writer.AllowsHttp);
        if (!LicenseFactory.Server(draft, terms, id, grant.Claims, now).Is(out var claims, out fault))
        {
            return LicenseFault.All(fault, taken)!;
        }

        claims = Bound(claims with { State = grant.Claims.State }, grant);
        var more = !Breadth.IsNotBroader(claims, grant.Claims, now);
        if (more && own.MayIssue() is { } mayNot)
        {
            return LicenseFault.All(taken, mayNot)!;
        }

        var follows = FollowingRules.EndOf(draft.Duration, own);
        var changed = follows == grant.FollowedEnd ? grant : grant with { FollowedEnd = follows };
        var next = more ? claims : Narrow.To(claims, own.Chain.Leaf);
        var described = new AuditEntry(now, audit.By, audit.Action, id, VersionChanges.Describe(grant.Claims, next));
        var added = Add(ledger, own, changed, next, DraftWriter.Write(draft), more, overlap, described, now);
        return LicenseFault.All(taken, added.Fault) is { } bad ? bad : added;
    }

    private static Outcome<ServerLicenseDraft> Renewed(ServerGrant grant, long? until, long now)
    {
        // Read until one names a duration.
        var durations = grant.Versions.Reverse().Select(v => DraftReader.ReadServerLicense(v.Draft).Value?.Duration);
        if (!DraftReader.ReadServerLicense(grant.Current.Draft).Is(out var draft, out var fault)
            || !Renewal.End(durations, grant.Claims.Expires, until, now).Is(out var end, out fault))
        {
            return fault;
        }

        draft.Expires = end.Instant;
        return draft;
    }

    internal static Outcome<ServerGrant> Find(Ledger ledger, string id) =>
        ledger.Servers.TryGetValue(id, out var grant) ? grant : Unknown(id);

    /// <summary>True when a version was bound to an installation and this binding is another one.</summary>
    private static bool MovesToAnother(ServerGrant grant, Binding? binding)
    {
        var before = grant.Versions.LastOrDefault(v => v.Claims.Binding is not null)?.Claims.Binding;
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
    private static ServerGrant Overlap(ServerGrant grant, string? client) =>
        client == grant.Client ? grant with { CountedFrom = grant.Current.Holder + 1 } : grant;

    /// <summary>As soon as a code-bound holder has shown its key, the next version says the key.</summary>
    private static ServerLicenseClaims Bound(ServerLicenseClaims claims, ServerGrant grant) =>
        claims.Binding is Binding.ToCode && grant.ShownKey is { } key && claims.Binding.Admits(key)
            ? claims with { Binding = new Binding.ToKey(key) }
            : claims;

    private static LicenseFault? MayHaveChildren(Chain chain) => chain.Leaf.Oem > 0 ? null
        : new(
            FaultCode.NotOem, $"License '{chain.Leaf.Client}' is not a Master or OEM license: it may issue no server licenses.",
            "Ask its issuer for an OEM license.", link: chain.Leaf.Id);

    private static LicenseFault? NameTaken(Ledger ledger, string client, string id, long now) =>
        ledger.Holds(DisplayName.Fold(client), now) is { } other && other.Id != id
            ? new(FaultCode.NameTaken, $"The client name '{client}' is taken by the live license '{other.Id}'.",
                "Choose another name, or change or revoke that license.", client, other.Id)
            : null;
}
