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

    /// <summary>What is granted and what is left from an instant to the end of the chain, in periods in which neither changes.</summary>
    /// <remarks>Leases that are out are not in it: a grant that would take seats from them is refused all the same, until they have ended.</remarks>
    public static IEnumerable<BudgetPeriod> Periods(Ledger ledger, Chain chain, long from)
    {
        BudgetPeriod? last = null;
        for (var at = from; at < chain.Rights.End;)
        {
            var next = Math.Min(Math.Min(ledger.GrantedAndRoom.NextChange(at) ?? long.MaxValue, chain.Rights.NextChange(at) ?? long.MaxValue), chain.Rights.End);
            var granted = ledger.GrantedAndRoom.At(at).ToSeats();
            var period = new BudgetPeriod(at, next, granted, ledger.Reserved.At(at).ToSeats(), Left(chain, granted, at));
            if (last is not null && last.IsLike(period))
            {
                period = period with { From = last.From };
            }
            else if (last is not null)
            {
                yield return last;
            }

            (last, at) = (period, next);
        }

        if (last is not null)
        {
            yield return last;
        }
    }

    /// <summary>The largest demand that fits beside what is taken, at an instant.</summary>
    public static Licenses.Seats Left(Chain chain, Licenses.Seats taken, long at) => Left(chain.Rights, chain.Links.Count, taken, at);

    /// <summary>What the last link leaves; where a link above leaves less, the least of each figure, which fits every link.</summary>
    private static Licenses.Seats Left(EffectiveRights rights, int links, Licenses.Seats granted, long at)
    {
        Licenses.Seats[] allowances = [.. Enumerable.Range(0, links).Select(i => rights.TimelineOf(i).At(at))];
        var own = Left(allowances[^1], granted);
        return allowances.All(a => a.Serves(granted.Plus(own))) ? own : allowances.Select(a => Left(a, granted)).Aggregate(Least);
    }

    /// <summary>The largest demand that fits beside what is granted: exactly what <see cref="Licenses.Seats.Serves"/> would let pass.</summary>
    private static Licenses.Seats Left(Licenses.Seats allowance, Licenses.Seats granted)
    {
        if (!allowance.Serves(granted))
        {
            return new(allowance.Kinds.Select(k => KeyValuePair.Create(k, 0L)));
        }

        var (own, over) = (allowance.Minus(granted), granted.Minus(allowance));
        var fromGeneric = over.Kinds.Aggregate(granted.Generic, (sum, kind) => Limit.Add(sum, over[kind]));
        return new(own.Kinds.Select(k => KeyValuePair.Create(k, own[k])), allowance.Generic == Limit.Unlimited ? Limit.Unlimited : allowance.Generic - fromGeneric);
    }

    private static Licenses.Seats Least(Licenses.Seats a, Licenses.Seats b) =>
        new(a.Kinds.Union(b.Kinds).Select(k => KeyValuePair.Create(k, Math.Min(a[k], b[k]))), Math.Min(a.Generic, b.Generic));

    private static LicenseFault Outlasted(Chain chain) => new(FaultCode.OverBudget,
        $"Grants last longer than '{chain.Rights.EndsFirst.Client}', which ends at {Shown.Instant(chain.Rights.End)}.",
        "Shorten them, or get an extension from above.", link: chain.Rights.EndsFirst.Id);

    /// <summary>Null when the live licenses of the ledger are no more than the chain allows.</summary>
    public static LicenseFault? Count(Ledger ledger, Chain chain, long now) => ledger.LiveCount(now) <= chain.Rights.MaxLicenses ? null
        : new(FaultCode.MaxLicenses, $"'{chain.Leaf.Client}' would have {ledger.LiveCount(now)} live licenses; at most {Licenses.Seats.Text(chain.Rights.MaxLicenses)} are allowed.",
            "Revoke one that is no longer needed, or get a higher maximum from above.");
}
