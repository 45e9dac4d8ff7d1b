using LicenseKit.Tests.SeatRules.Model;
using LicenseKit.Tests.SeatRules.Rules;

namespace LicenseKit.Tests.SeatRules;

/// <summary>Plays the same acts on the model and on what is tested: both must answer alike, and the invariants must hold.</summary>
internal sealed class Match(ModelWorld model, ISeatWorld tested)
{
    private readonly List<string> _played = [];
    private bool _clockWasSet;

    public ModelWorld Model => model;

    /// <summary>Plays one act; both must answer it alike.</summary>
    public Answer Play(Act act)
    {
        var expected = act.Play(model);
        _played.Add($"{model.Clock.Now,4}  {act.Text} → {expected}");
        var actual = OfTested(act);
        _clockWasSet |= model.Clock.Now != model.Clock.Ticks;
        Demand(expected == actual, $"it answers {actual}");
        if (act.Grant.Length > 0 && expected.Verdict == Verdict.Done)
        {
            CompareVersion(act.Server, act.Grant, act.SaysSeats);
        }

        var settled = model.Servers.Values.ToDictionary(s => s.Name, SettlementRule.Of); // What is issued again after that is under the newest version.
        TakeReissues();
        if (act.IsRestart)
        {
            TakeDeadlines(act.Server);
        }

        foreach (var server in model.Servers.Values)
        {
            CompareDeadlines(server);
            CompareSettled(server, Math.Max(settled[server.Name], SettlementRule.Of(server)));
        }

        foreach (var broken in Invariants.BrokenIn(model, _clockWasSet))
        {
            Demand(false, broken);
        }

        return actual;
    }

    /// <summary>Plays one act that must succeed; gives the end of the lease, or the start of the grant.</summary>
    public long Done(Act act)
    {
        var answer = Play(act);
        Demand(answer.Verdict == Verdict.Done, "it must succeed");
        return answer.At;
    }

    /// <summary>Plays one act that must be refused.</summary>
    public void Refused(Verdict verdict, Act act) => Demand(Play(act).Verdict == verdict, $"it must be refused with {verdict}");

    private Answer OfTested(Act act)
    {
        try
        {
            return act.Play(tested);
        }
        catch (Exception e) when (e is DisagreementException or LicenseAssertException)
        {
            throw new DisagreementException($"{e.Message}\n{string.Join('\n', _played)}", e);
        }
    }

    /// <summary>The first document says what the draft wanted; a later one may be cut to what the issuer has.</summary>
    private void CompareVersion(string server, string grant, bool saysSeats)
    {
        var (expected, actual) = (model.NewestOf(server, grant), tested.NewestOf(server, grant));
        Demand(expected.Serial == actual.Serial, $"its serial is {actual.Serial}");
        var ends = saysSeats ? actual.Expires == expected.Expires : actual.Expires <= expected.Expires;
        Demand(ends, $"it expires at {actual.Expires}, not {expected.Expires}");
        foreach (var t in expected.Seats.Instants.Concat(actual.Seats.Instants).Append(model.Clock.Now).Where(t => t >= model.Clock.Now))
        {
            var (wanted, said) = (expected.Seats.At(t), actual.Seats.At(t));
            Demand(saysSeats && expected.Serial == 1 ? said == wanted : !said.IsLargerInAFigure(wanted), $"it says {said} at {t} and not {wanted}");
        }

        TakeVersion(expected, actual);
    }

    private static void TakeVersion(LicenseVersion expected, LicenseVersion actual) => (expected.Seats, expected.Expires) = (actual.Seats, actual.Expires);

    /// <summary>The server issues grants that follow its expiry again by itself; each must be due and allowed; a stage that did not fit before comes back with its draft.</summary>
    private void TakeReissues()
    {
        var all = model.Servers.Values.SelectMany(s => s.Children.Select(g => (Server: s, Grant: g)));
        foreach (var (server, grant) in all.Where(x => x.Grant.Newest.Follows).ToArray())
        {
            if (tested.NewestOf(server.Name, grant.Name) is var version && version.Serial > grant.Newest.Serial)
            {
                Demand(grant.Newest.Expires != server.Expires, $"{grant.Name} is issued again and is not due");
                Demand(model.FollowIssuer(server.Name, grant.Name).Verdict == Verdict.Done, $"{grant.Name} is issued again and may not be");
                TakeVersion(model.NewestOf(server.Name, grant.Name), version);
            }
        }
    }

    /// <summary>A restart may hold a seat longer than the model knows, but not shorter, and may hold again what had lapsed.</summary>
    private void TakeDeadlines(string name)
    {
        var (server, actual) = (model.Servers[name], tested.DeadlinesOf(name));
        foreach (var session in server.Sessions)
        {
            var deadline = actual.GetValueOrDefault(session.Name);
            var (least, most) = session.Restored;
            Demand(deadline >= least || least <= model.Clock.Ticks, $"{session.Name} is held until {deadline}, at least until {least}");
            Demand(deadline <= most, $"{session.Name} is held until {deadline}, at most until {most}");
            session.Deadline = deadline;
        }
    }

    private void CompareDeadlines(ServerModel server)
    {
        var (expected, actual) = (model.DeadlinesOf(server.Name), tested.DeadlinesOf(server.Name));
        var differences = expected.Keys.Union(actual.Keys).Where(s => expected.GetValueOrDefault(s) != actual.GetValueOrDefault(s));
        foreach (var session in differences)
        {
            var (held, wanted) = (actual.GetValueOrDefault(session), expected.GetValueOrDefault(session));
            Demand(false, $"the seat of {session} is held until {held}, not {wanted}");
        }
    }

    /// <summary>A server decides when it asks whether a version is settled: it may be late, but never settles more than the rule, unless that changes nothing: no older version is larger than one that counts on.</summary>
    private void CompareSettled(ServerModel server, long most)
    {
        var actual = tested.SettledOf(server.Name);
        if (actual != server.Settled)
        {
            var own = server.OwnFromSettled.Select(v => v.Version).ToArray();
            var isLargest = own.Where(v => v.Serial < actual).All(v => own.Any(later => later.Serial >= actual && !v.IsLargerFrom(server.Now, later)));
            Demand(actual > server.Settled && (isLargest || actual <= most), $"{server.Name} has settled {actual}, the rule says {most}");
            server.Settled = actual;
        }
    }

    private void Demand(bool condition, string message)
    {
        if (!condition)
        {
            throw new DisagreementException($"After the last act {message}.\n{string.Join('\n', _played)}");
        }
    }
}
