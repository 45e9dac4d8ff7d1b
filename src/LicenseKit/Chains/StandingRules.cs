using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Chains;

/// <summary>The rules of a standing: of a chain, of one link by itself, and of what a server has issued, as far as it knows.</summary>
/// <remarks>
/// Everything that serves, refuses or shows asks here, so that lists and acquires never differ.
/// State is judged first, then the holder, then time, then freshness.
/// </remarks>
internal static class StandingRules
{
    /// <summary>A chain, from the Master down; the link nearest to the Master is named.</summary>
    public static StandingReport OfChain(Chain chain, PublicKey? holder, long at) =>
        State(chain) ?? Holder(chain.Leaf.Claims, holder) ?? Time(chain, at) ?? StandingReport.Good;

    /// <summary>One link by itself, whatever is above it.</summary>
    /// <param name="link">What it says.</param>
    /// <param name="end">Its end, see <see cref="EffectiveRights.EndOf"/>.</param>
    /// <param name="isLeaf">True when its holder is asked for.</param>
    /// <param name="at">The instant.</param>
    public static StandingReport OfLink(ServerLicenseClaims link, long end, bool isLeaf, long at) =>
        State(link) ?? (isLeaf ? Holder(link, null) : null) ?? NotYet(link, at) ?? Ended(link, end, at) ?? Grace(link, at) ?? StandingReport.Good;

    /// <summary>A server license, as far as its issuer knows: its own reason first, then the issuer's.</summary>
    /// <param name="claims">The newest version.</param>
    /// <param name="lastContact">When its holder was heard last; null before the first ping.</param>
    /// <param name="issuer">The issuer's chain.</param>
    /// <param name="issuerStanding">The standing of the issuer's license.</param>
    /// <param name="at">The instant.</param>
    public static StandingReport OfIssued(ServerLicenseClaims claims, long? lastContact, Chain issuer, StandingReport issuerStanding, long at)
    {
        var own = OfLink(claims, EffectiveRights.EndOf(claims, issuer.Rights.MaxOffline), isLeaf: true, at);
        if (!own.Serves)
        {
            return own;
        }

        if (Silent(claims, lastContact, issuer.Rights.MaxOffline, at) is { } silent)
        {
            return silent;
        }

        // Freshness is asked of no link above an offline one.
        var above = claims.Contact is null && issuerStanding.Standing == Standing.Stale ? OfChain(issuer, null, at) : issuerStanding;
        return above.Standing == Standing.Good ? own : above;
    }

    /// <summary>A session license that its server holds in its ledger: its own reason first, then the server's.</summary>
    public static StandingReport OfIssued(SessionLicenseClaims claims, bool isRevoked, Chain server, StandingReport serverStanding, long at) =>
        isRevoked ? No(Standing.Revoked, FaultCode.Revoked, claims.Id, $"Session license '{claims.Client}' is revoked.", "Ask the server's operator for a new one.")
            : OfSession(claims, claims.NotBefore, EndsWith(claims, server.Rights) ? UnixTime.Max : claims.Expires, at) is { Serves: false } own ? own
            : serverStanding;

    /// <summary>The session license at the end of an app's file by itself, as far as the app knows.</summary>
    /// <param name="file">The app's file.</param>
    /// <param name="server">The newest licenses of its server that the app has seen; those of the file at first.</param>
    /// <param name="at">The instant.</param>
    public static StandingReport OfSessionLicense(Chain file, Chain server, long at)
    {
        var claims = (file.SessionLicense ?? throw new ArgumentException("The file holds no session license.", nameof(file))).Claims;
        var end = EndsWith(claims, file.Rights) ? Math.Max(claims.Expires, server.Rights.End) : claims.Expires;
        return OfSession(claims, claims.ValidFrom, end, at);
    }

    /// <summary>The first instant at which a session license gives no seat: one that ends with its server's lasts through the server's grace; an earlier end is its own.</summary>
    public static long EndOf(SessionLicenseClaims claims, EffectiveRights server) =>
        EndsWith(claims, server) ? Math.Max(claims.Expires, server.End) : claims.Expires;

    /// <summary>The holder's parent was silent for too long.</summary>
    public static StandingReport Stale(ServerLicense link, long until, long silence) => No(Standing.Stale, FaultCode.Stale, link.Id,
        $"The parent of '{link.Client}' has been silent since {Shown.Instant(until - silence)}, longer than {Shown.Duration(silence)}.",
        "Let this server reach its parent, or ask for an offline license.");

    /// <summary>The parent has a newer version, for another installation.</summary>
    public static StandingReport GivenToAnother(ServerLicense leaf) => No(Standing.BoundElsewhere, FaultCode.BoundElsewhere, leaf.Id,
        $"License '{leaf.Client}' was given to another installation: the parent has a newer version that it does not hand out to this one.",
        "Ask its issuer to reset the activation, or use the other installation.");

    /// <summary>True when it has no end of its own, before the server's.</summary>
    private static bool EndsWith(SessionLicenseClaims claims, EffectiveRights server) => claims.Expires >= server.Expires;

    private static StandingReport OfSession(SessionLicenseClaims claims, long from, long end, long at) =>
        at < from ? No(Standing.NotYet, FaultCode.NotYetValid, claims.Id,
            $"Session license '{claims.Client}' starts at {Shown.Instant(from)}; it is {Shown.Instant(at)}.", "Wait until then, or check this machine's clock.")
        : at >= end ? No(Standing.Expired, FaultCode.Expired, claims.Id,
            $"Session license '{claims.Client}' ended at {Shown.Instant(claims.Expires)}; it is {Shown.Instant(at)}.", "Ask the server's operator for a new one.")
        : at >= claims.Expires ? new(Standing.Grace, claims.Id, null)
        : StandingReport.Good;

    private static StandingReport? State(Chain chain)
    {
        foreach (var link in chain.Links)
        {
            if (State(link.Claims) is { } no)
            {
                return no;
            }
        }

        return null;
    }

    private static StandingReport? State(ServerLicenseClaims link) => link.State switch
    {
        LicenseState.Suspended => No(Standing.Suspended, FaultCode.Suspended, link.Id, $"License '{link.Client}' is suspended.", "Ask its issuer to resume it."),
        LicenseState.Revoked => No(Standing.Revoked, FaultCode.Revoked, link.Id, $"License '{link.Client}' is revoked.", "Ask its issuer for a new license."),
        _ => null,
    };

    private static StandingReport? Holder(ServerLicenseClaims leaf, PublicKey? holder)
    {
        if (leaf.Binding is null)
        {
            return No(Standing.NotActivated, FaultCode.NotActivated, leaf.Id, $"License '{leaf.Client}' is not activated.",
                "Let the server reach its parent, or ask for a license preactivated for this installation's License Code.");
        }

        return holder is null || leaf.Binding.Admits(holder) ? null : No(Standing.BoundElsewhere, FaultCode.BoundElsewhere, leaf.Id,
            $"License '{leaf.Client}' is bound to another installation.", "Ask its issuer to reset the activation, or use the installation that it is bound to.");
    }

    private static StandingReport? Time(Chain chain, long at)
    {
        if (at < chain.Rights.ValidFrom)
        {
            return NotYet(chain.Links.MaxBy(l => l.Claims.ValidFrom)!.Claims, at);
        }

        return Ended(chain.Rights.EndsFirst.Claims, chain.Rights.End, at)
            ?? (at >= chain.Rights.Expires ? Grace(chain.Links.MinBy(l => l.Claims.Expires)!.Claims, at) : null);
    }

    private static StandingReport? NotYet(ServerLicenseClaims link, long at) => at >= link.ValidFrom ? null : No(Standing.NotYet, FaultCode.NotYetValid, link.Id,
        $"License '{link.Client}' {(at < link.NotBefore ? "starts" : "was signed")} at {Shown.Instant(link.ValidFrom)}; it is {Shown.Instant(at)}.",
        "Wait until then, or check this machine's clock.");

    private static StandingReport? Ended(ServerLicenseClaims link, long end, long at) => at < end ? null : No(Standing.Expired, FaultCode.Expired, link.Id,
        $"License '{link.Client}' ended at {Shown.Instant(end)}; it is {Shown.Instant(at)}.", "Ask its issuer to extend it.");

    private static StandingReport? Grace(ServerLicenseClaims link, long at) => at < link.Expires ? null : new(Standing.Grace, link.Id, null);

    /// <summary>A holder that the issuer did not hear for too long has stopped by itself.</summary>
    private static StandingReport? Silent(ServerLicenseClaims claims, long? lastContact, long maxOffline, long at)
    {
        if (claims.Contact is not { } contact)
        {
            return null;
        }

        var (since, silence) = (lastContact ?? claims.IssuedAt, contact.SilenceWithin(maxOffline));
        return at < UnixTime.Add(since, silence) ? null : No(Standing.Stale, FaultCode.Stale, claims.Id,
            $"The holder of '{claims.Client}' was not heard since {Shown.Instant(since)}, longer than {Shown.Duration(silence)}.",
            "Let that server reach this one, or give it an offline license.");
    }

    private static StandingReport No(Standing standing, FaultCode code, string link, string message, string remedy) => new(standing, link, new(code, message, remedy, link: link));
}
