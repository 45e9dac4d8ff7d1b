namespace LicenseKit.Issuing;

/// <summary>"As long as mine": when the issuer's end moves, the grants that follow it are issued again in one batch, so that a yearly renewal does not expire the tree.</summary>
internal sealed class FollowStep(IssuingStep issuing)
{
    private const string By = "issuer's end moved";

    /// <summary>The steps taken, each with the ledger after it; a grant that cannot follow now stays as it is.</summary>
    public IReadOnlyList<Issued> Follow(Ledger ledger, IssuerRights own, long now)
    {
        var taken = new List<Issued>();
        foreach (var grant in ledger.Servers.Values.Where(g => g.IsLive(now)).OrderBy(g => g.Id, StringComparer.Ordinal))
        {
            if (DraftReader.ReadServerLicense(grant.Current.Draft).Value is { Duration: ServerLicenseDraft.AsLongAsIssuer } draft)
            {
                Take(issuing.Change(Latest(), own, grant.Id, draft, null, null, By, now));
            }
        }

        foreach (var grant in ledger.Sessions.Values.Where(g => !g.Revoked).OrderBy(g => g.Id, StringComparer.Ordinal))
        {
            if (DraftReader.ReadSessionLicense(grant.Draft).Value is { Duration: ServerLicenseDraft.AsLongAsIssuer } draft)
            {
                Take(issuing.ReissueSession(Latest(), own, grant, draft, By, now));
            }
        }

        return taken;

        Ledger Latest() => taken.Count > 0 ? taken[^1].Ledger : ledger;

        void Take(Outcome<Issued> outcome) => taken.AddRange(outcome.Value is { } issued ? [issued] : []);
    }
}
