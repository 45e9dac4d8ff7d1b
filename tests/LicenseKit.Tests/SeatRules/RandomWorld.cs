using LicenseKit.Licenses;
using LicenseKit.Tests.SeatRules.Model;
using LicenseKit.Tests.SeatRules.Rules;

namespace LicenseKit.Tests.SeatRules;

/// <summary>What distinguishes the worlds of the random comparison: sizes, policy, clocks, silence and grace.</summary>
internal sealed class RandomWorld
{
    private readonly Dice _dice;

    public RandomWorld(int number)
    {
        _dice = new Dice(number);
        Kinds = Amount.Kinds[..(2 + _dice.Below(2))];
        ClockIsSet = _dice.OneIn(5);
        Silence = _dice.OneIn(5) ? 4 + _dice.Below(6) : 14 * 86_400;
        EndMoves = _dice.OneIn(6);
        Expires = EndMoves || _dice.OneIn(6) ? 15 + _dice.Below(10) : GrantDraft.Year;
        Grace = !EndMoves && Expires < GrantDraft.Year ? _dice.Below(8) : 0;
        Master = MasterDraft(_dice, now: 0) with { State = LicenseState.Active };
    }

    public IReadOnlyList<string> Kinds { get; }

    public bool ClockIsSet { get; }

    public long Silence { get; }

    /// <summary>The Master's versions end at different instants, and some grants follow them.</summary>
    public bool EndMoves { get; }

    public long Expires { get; }

    public long Grace { get; }

    /// <summary>The first version of the Master's license.</summary>
    public GrantDraft Master { get; }

    public GrantDraft MasterDraft(Dice dice, long now) => new(Seats(dice, 1, 5))
    {
        Stages = Stages(dice, now, 5),
        Expires = EndMoves ? now + 8 + dice.Below(15) : Expires,
        Grace = Grace,
        Lease = 3 + dice.Below(6),
        Overage = dice.Of([Overage.Finish, Overage.Finish, new Overage(OverageMode.Deadline, 1 + dice.Below(5)), Overage.End]),
        State = dice.OneIn(15) ? LicenseState.Suspended : LicenseState.Active,
    };

    /// <summary>A server license below an issuer, or a session license.</summary>
    public GrantDraft Draft(Dice dice, ServerModel issuer, bool isSession)
    {
        var expires = dice.OneIn(3) ? Math.Min(issuer.Expires, issuer.Now + 2 + dice.Below(12)) : issuer.Expires;
        var whenFree = dice.OneIn(5);
        var follows = !isSession && EndMoves && expires == issuer.Expires;
        return new GrantDraft(Seats(dice, 0, isSession ? 3 : dice.Of([0, 1, 1, 2])))
        {
            Stages = follows ? [] : Stages(dice, issuer.Now, isSession ? 2 : 1), // A stage past its end comes back when it is issued again.
            Starts = !whenFree && dice.OneIn(3) ? Math.Min(issuer.Now + 1 + dice.Below(5), expires - 1) : null,
            WhenFree = whenFree,
            Expires = expires,
            Follows = follows,
            Levels = Math.Max(0, 2 - issuer.Links.Count),
            Lease = isSession ? 2 + dice.Below(7) : issuer.Links.Min(l => l.Newest.MaxLease),
            Overage = dice.OneIn(4) ? Overage.End : issuer.Overage,
            Silence = Silence,
            IsReserved = isSession && dice.OneIn(2),
        };
    }

    private Amount Seats(Dice dice, int least, int most) => new(
        Figure(dice, "developer", least, most),
        Figure(dice, "execution", least, most),
        Figure(dice, "robot", least, most),
        dice.OneIn(2) ? Figure(dice, null, 0, most) : 0);

    private long Figure(Dice dice, string? kind, int least, int most)
    {
        if (kind is not null && !Kinds.Contains(kind))
        {
            return 0;
        }

        return dice.OneIn(40) ? Amount.Unlimited : least + dice.Below(most + 1 - least);
    }

    private List<Period> Stages(Dice dice, long now, int most)
    {
        var stages = new List<Period>();
        for (var (left, at) = (dice.Below(3), now + 1 + dice.Below(5)); left > 0; left--)
        {
            var to = at + 1 + dice.Below(6);
            stages.Add(new(at, to, Seats(dice, 0, most)));
            at = to + (dice.OneIn(2) ? 0 : dice.Below(5));
        }

        return stages;
    }
}
