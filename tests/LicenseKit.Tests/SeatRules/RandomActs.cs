using LicenseKit.Licenses;
using LicenseKit.Tests.SeatRules.Model;

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
        return dice.Below(100) switch
        {
            < 20 => Act.Advance(1),
            < 24 => Act.Advance(2 + dice.Below(3)),
            < 44 => Act.Start(server.Name, Name("s"), dice.Of(server.Licenses).Name, dice.Of(world.Kinds)),
            < 63 => OfSession(dice, server, Act.Renew),
            < 67 => OfSession(dice, server, Act.Release),
            < 68 => OfSession(dice, server, Act.End),
            < 74 => IssueServer(dice, server),
            < 77 => IssueSession(dice, server),
            < 78 => OfLicense(dice, server),
            < 83 => OfGrant(dice, server, Change),
            < 88 => OfGrant(dice, server, Install),
            < 95 => Ping(server),
            < 97 => Act.Reissue(world.MasterDraft(dice, model.Clock.Now)),
            < 99 => Act.Restart(server.Name),
            _ => Jump(dice),
        };
    }

    private string Name(string prefix) => $"{prefix}{++_names}";

    private static Act? OfSession(Dice dice, ServerModel server, Func<string, string, Act> act) =>
        server.Live is { Count: > 0 } live ? act(server.Name, dice.Of(live).Name) : null;

    private Act? IssueServer(Dice dice, ServerModel server) => server.Links.Count < 3 && server.Children.Count < 3 && server.Expires - server.Now > 1
        ? Act.IssueServer(server.Name, Name("c"), world.Draft(dice, server, isSession: false))
        : null;

    private Act? IssueSession(Dice dice, ServerModel server) => server.Licenses.Count < 4 && server.Expires - server.Now > 1
        ? Act.IssueSession(server.Name, Name("t"), world.Draft(dice, server, isSession: true))
        : null;

    private static Act? OfLicense(Dice dice, ServerModel server) =>
        server.Licenses.Where(l => !l.IsLocal && !l.IsRevoked).ToArray() is { Length: > 0 } licenses ? Act.RevokeSession(server.Name, dice.Of(licenses).Name) : null;

    private static Act? OfGrant(Dice dice, ServerModel server, Func<Dice, ServerModel, ChildGrant, Act?> act) =>
        server.Children.Where(c => c.Newest.State != LicenseState.Revoked).ToArray() is { Length: > 0 } grants ? act(dice, server, dice.Of(grants)) : null;

    private Act? Change(Dice dice, ServerModel server, ChildGrant grant)
    {
        switch (dice.Below(6))
        {
            case 0:
                return Act.SetState(server.Name, grant.Name, grant.Newest.State == LicenseState.Active ? LicenseState.Suspended : LicenseState.Active);
            case 1 when dice.OneIn(3):
                return Act.SetState(server.Name, grant.Name, LicenseState.Revoked);
            case 2 or 3:
                return Changed(server, grant, f => Math.Max(0, f - dice.Below(2)));
            case 4:
                return Changed(server, grant, f => f + dice.Below(2));
            default:
                return server.Expires - server.Now > 1
                    ? Act.ChangeServer(server.Name, grant.Name, world.Draft(dice, server, isSession: false) with { Starts = null, WhenFree = false })
                    : null;
        }
    }

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

        Amount Each(Amount a) => new(Limited(a.Developer), Limited(a.Execution), world.Kinds.Contains("robot") ? Limited(a.Robot) : 0, Limited(a.Generic));
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
