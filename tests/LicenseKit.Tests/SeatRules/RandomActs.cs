using LicenseKit.Licenses;
using LicenseKit.Tests.SeatRules.Model;
using LicenseKit.Tests.SeatRules.Rules;

namespace LicenseKit.Tests.SeatRules;

/// <summary>Chooses what happens next, from what there is in the model.</summary>
internal sealed class RandomActs(RandomWorld world, ModelWorld model)
{
    private int _names;

    /// <summary>The next act; null when what was thrown is not possible now.</summary>
    public Act? Next(int number)
    {
        var dice = new Dice(number);
        var server = dice.Of([.. model.Servers.Values]);
        return dice.OneIn(4) ? Needed(dice, server) ?? Any(dice, server) : Any(dice, server);
    }

    /// <summary>What makes a world say more: a session license, a license that serves again, a clock that is set.</summary>
    private Act? Needed(Dice dice, ServerModel server)
    {
        if (server.Licenses.Count == 1)
        {
            return IssueSession(dice, server);
        }

        if (model.Servers[ModelWorld.Master].Own.Newest.State != LicenseState.Active)
        {
            return Reissue(dice);
        }

        if (!server.Serves)
        {
            return Ping(server);
        }

        return world.ClockIsSet ? dice.Of([Jump(dice), Act.Restart(server.Name), null, null]) : null;
    }

    private Act? Any(Dice dice, ServerModel server) => dice.Below(100) switch
    {
        < 16 => Act.Advance(1),
        < 19 => Act.Advance(2 + dice.Below(3)),
        < 44 => Start(dice, server),
        < 64 => OfSession(dice, server, Act.Renew),
        < 67 => OfSession(dice, server, Act.Release),
        < 68 => OfSession(dice, server, Act.End),
        < 74 => IssueServer(dice, server),
        < 76 => IssueSession(dice, server),
        < 77 => OfLicense(dice, server),
        < 82 => OfGrant(dice, server, Change),
        < 87 => OfGrant(dice, server, Install),
        < 94 => Ping(server),
        < 97 => Reissue(dice),
        < 99 => Act.Restart(server.Name),
        _ => null,
    };

    /// <summary>Mostly of a license that serves: a refusal for another reason than seats says little.</summary>
    private Act? Start(Dice dice, ServerModel server)
    {
        var license = dice.Of(server.Licenses);
        return dice.OneIn(6) || (server.Serves && SessionRule.Serves(server, license))
            ? Act.Start(server.Name, Name("s"), license.Name, dice.Of(world.Kinds))
            : null;
    }

    private Act Reissue(Dice dice) => Act.Reissue(world.MasterDraft(dice, model.Clock.Now));

    private bool HasRobots => world.Kinds.Contains("robot");

    private string Name(string prefix) => $"{prefix}{++_names}";

    private static Act? OfSession(Dice dice, ServerModel server, Func<string, string, Act> act) =>
        server.Live is { Count: > 0 } live ? act(server.Name, dice.Of(live).Name) : null;

    private Act? IssueServer(Dice dice, ServerModel server) =>
        server.Links.Count < 3 && server.Children.Count < 3 && server.Expires - server.Now > 1
        ? Act.IssueServer(server.Name, Name("c"), world.Draft(dice, server, isSession: false))
        : null;

    private Act? IssueSession(Dice dice, ServerModel server) => server.Licenses.Count < 4 && server.Expires - server.Now > 1
        ? Act.IssueSession(server.Name, Name("t"), world.Draft(dice, server, isSession: true))
        : null;

    private static Act? OfLicense(Dice dice, ServerModel server) =>
        server.Licenses.Where(l => !l.IsLocal && !l.IsRevoked).ToArray() is { Length: > 0 } licenses
            ? Act.RevokeSession(server.Name, dice.Of(licenses).Name)
            : null;

    private static Act? OfGrant(Dice dice, ServerModel server, Func<Dice, ServerModel, ChildGrant, Act?> act) =>
        server.Children.Where(c => c.Newest.State != LicenseState.Revoked).ToArray() is { Length: > 0 } grants
            ? act(dice, server, dice.Of(grants))
            : null;

    private Act? Change(Dice dice, ServerModel server, ChildGrant grant)
    {
        switch (dice.Below(6))
        {
            case 0:
                var isActive = grant.Newest.State == LicenseState.Active;
                return Act.SetState(server.Name, grant.Name, isActive ? LicenseState.Suspended : LicenseState.Active);
            case 1 when dice.OneIn(3):
                return Act.SetState(server.Name, grant.Name, LicenseState.Revoked);
            case 2 or 3:
                return Changed(server, grant, f => Math.Max(0, f - dice.Below(2)));
            case 4:
                return Changed(server, grant, f => f + dice.Below(2));
            default:
                return server.Expires - server.Now > 1 ? Act.ChangeServer(server.Name, grant.Name, AnyChange(dice, server)) : null;
        }
    }

    private GrantDraft AnyChange(Dice dice, ServerModel server) =>
        world.Draft(dice, server, isSession: false) with { Starts = null, WhenFree = false };

    private Act? Changed(ServerModel server, ChildGrant grant, Func<long, long> figure)
    {
        var newest = grant.Newest;
        if (newest.Expires > server.Expires || newest.Expires <= server.Now)
        {
            return null;
        }

        return Act.ChangeServer(server.Name, grant.Name, new GrantDraft(Each(newest.Seats.Base))
        {
            Stages = [.. newest.Seats.Stages.Select(s => s with { Seats = Each(s.Seats) })],
            Expires = newest.Expires,
            Follows = newest.Follows,
            Levels = Math.Max(0, 2 - server.Links.Count),
            Lease = server.Links.Min(l => l.Newest.MaxLease),
            Overage = server.Overage,
            Silence = newest.Silence,
        });

        Amount Each(Amount a) => new(Limited(a.Developer), Limited(a.Execution), HasRobots ? Limited(a.Robot) : 0, Limited(a.Generic));
        long Limited(long f) => f >= Amount.Unlimited ? f : figure(f);
    }

    /// <summary>An installation takes the license up; later it may be reset, and another one take it up.</summary>
    private static Act? Install(Dice dice, ServerModel server, ChildGrant grant)
    {
        if (!grant.Present.IsActivated)
        {
            return Act.Activate(server.Name, grant.Name, grant.Name + new string('\'', grant.Holders.Count - 1));
        }

        return dice.OneIn(3) && grant.Holders.Count < 3 ? Act.Reset(server.Name, grant.Name) : null;
    }

    private static Act? Ping(ServerModel server) => server.Parent is null || server.IsFormer ? null : Act.Ping(server.Name);

    private Act? Jump(Dice dice)
    {
        var seconds = dice.OneIn(2) ? 1 + dice.Below(12) : -dice.Below(6);
        return world.ClockIsSet && model.Clock.Now + seconds > 0 ? Act.Jump(seconds) : null;
    }
}
