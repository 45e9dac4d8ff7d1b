using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>The test that everything a server has granted fits what it has, at every future instant. There is no overcommit.</summary>
internal static class Budget
{
    /// <summary>Null when all grants of the ledger fit every link of the chain from now on.</summary>
    public static LicenseFault? Seats(Ledger ledger, Chain chain, long now)
    {
        (long At, Licenses.ServerLicense Link, int Index)? first = null;
        for (var i = 0; i < chain.Links.Count; i++)
        {
            var until = Math.Min(first?.At ?? Licenses.UnixTime.Max, chain.Rights.End);
            if (ledger.GrantedAndRoom.FirstMisfit(chain.Rights.TimelineOf(i), Licenses.SeatCounts.None, now, until) is { } at)
            {
                first = (at, chain.Links[i], i);
            }
        }

        if (first is not { } misfit)
        {
            return ledger.CountsAt(Math.Max(now, chain.Rights.End)) ? Outlasted(chain) : null;
        }

        var allowance = chain.Rights.TimelineOf(misfit.Index).At(misfit.At);
        return new(FaultCode.OverBudget,
            $"All grants together would be {ledger.GrantedAndRoom.At(misfit.At)} from {Shown.Instant(misfit.At)}; '{misfit.Link.Client}' has {allowance}. "
            + "A grant that was made smaller counts at its largest version until its holder has settled it, or that one has run out.",
            "Grant less, lower another grant, or get more from above.", link: misfit.Link.Id);
    }

    private static LicenseFault Outlasted(Chain chain) => new(FaultCode.OverBudget,
        $"Grants last longer than '{chain.Rights.EndsFirst.Client}', which ends at {Shown.Instant(chain.Rights.End)}.",
        "Shorten them, or get an extension from above.", link: chain.Rights.EndsFirst.Id);

    /// <summary>Null when the live licenses of the ledger are no more than the chain allows.</summary>
    public static LicenseFault? Count(Ledger ledger, Chain chain, long now) => ledger.LiveCount(now) <= chain.Rights.MaxLicenses ? null
        : new(FaultCode.MaxLicenses, $"'{chain.Leaf.Client}' would have {ledger.LiveCount(now)} live licenses; at most {Licenses.Seats.Text(chain.Rights.MaxLicenses)} are allowed.",
            "Revoke one that is no longer needed, or get a higher maximum from above.");
}
