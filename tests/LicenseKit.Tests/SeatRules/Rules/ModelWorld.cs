using LicenseKit.Licenses;
using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>The servers of the model: applies what the rules decide.</summary>
/// <remarks>
/// The rules, in the order in which to read them: <see cref="Amount"/> (fits, excess), <see cref="Curve"/>, <see cref="Demand"/>,
/// <see cref="Places"/>, <see cref="Allowances"/>, <see cref="LeaseEnd"/>, <see cref="StartRule"/>, <see cref="RenewalRule"/>,
/// <see cref="IssuingRule"/>, <see cref="SettlementRule"/>, <see cref="RestartRule"/>, and <see cref="Invariants"/>.
/// </remarks>
internal sealed class ModelWorld : ISeatWorld
{
    public const string Master = "Master";

    private readonly PlantedFaults _faults;

    public ModelWorld(GrantDraft master, PlantedFaults faults = PlantedFaults.None)
    {
        _faults = faults;
        Add(new ServerModel(Master, Clock, faults, [new KnownLink(Master, VersionMaker.Master(master, 1))]));
    }

    public ModelClock Clock { get; } = new();

    public Dictionary<string, ServerModel> Servers { get; } = [];

    public void Advance(long seconds) => (Clock.Now, Clock.Ticks) = (Clock.Now + seconds, Clock.Ticks + seconds);

    public void Jump(long seconds) => Clock.Now += seconds;

    public Answer Start(string server, string session, string license, string kind)
    {
        var at = Servers[server];
        var started = new RunningSession(session, at.LastNumber + 1, kind, License(at, license));
        var answer = StartRule.Of(at, started);
        if (answer.Verdict == Verdict.Done)
        {
            at.LastNumber++;
            at.Sessions.Add(started);
            started.Deadline = started.ClientEnd = at.Ticks + answer.At - at.Now;
        }

        return answer;
    }

    public Answer Renew(string server, string session)
    {
        var (at, renewed) = (Servers[server], Session(server, session));
        var answer = RenewalRule.Of(at, renewed);
        if (answer.Verdict == Verdict.Done)
        {
            var end = at.Ticks + answer.At - at.Now;
            renewed.Deadline = Math.Max(renewed.Deadline, end);
            renewed.ClientEnd = Math.Max(renewed.ClientEnd, end);
            renewed.IsRestored = false;
        }

        return answer;
    }

    public Answer Release(string server, string session)
    {
        var released = Session(server, session);
        if (released.Deadline <= Clock.Ticks)
        {
            return Answer.Refused;
        }

        Servers[server].Sessions.Remove(released);
        return Answer.Done;
    }

    public Answer End(string server, string session)
    {
        var ended = Session(server, session);
        if (ended.Deadline <= Clock.Ticks)
        {
            return Answer.Refused;
        }

        ended.IsEnded = true;
        return Answer.Done;
    }

    public Answer IssueServer(string server, string grant, GrantDraft draft)
    {
        var at = Servers[server];
        return Issue(at, draft, starts => at.With([.. at.Children, VersionMaker.NewGrant(at, grant, draft, starts)], at.Licenses));
    }

    public Answer IssueSession(string server, string license, GrantDraft draft)
    {
        var at = Servers[server];
        var answer = Issue(at, draft, starts => at.With(at.Children, [.. at.Licenses, VersionMaker.NewTerms(at, license, draft, starts)]));
        RestartRule.NoteLengths(at);
        return answer;
    }

    public Answer ChangeServer(string server, string grant, GrantDraft draft)
    {
        var at = Servers[server];
        var version = VersionMaker.Changed(at, NewestOf(server, grant), draft);
        return version.Seats.From < version.Expires ? Change(at, grant, version) : Answer.Refused;
    }

    /// <summary>A grant that follows its issuer's expiry is issued again, to the issuer's present end.</summary>
    public Answer FollowIssuer(string server, string grant)
    {
        var at = Servers[server];
        return Change(at, grant, VersionMaker.Following(at, NewestOf(server, grant)));
    }

    public Answer SetState(string server, string grant, LicenseState state)
    {
        var at = Servers[server];
        return TakeOver(at, With(at, grant, g => g.Present.Versions.Add(VersionMaker.Again(g.Newest, at.Now, state))));
    }

    public Answer Reset(string server, string grant)
    {
        var at = Servers[server];
        return TakeOver(at, With(at, grant, g =>
            g.Holders.Add(new Holder { IsAwaited = true, Versions = [VersionMaker.Again(g.Newest, at.Now, g.Newest.State)] })));
    }

    public Answer Activate(string server, string grant, string child)
    {
        var at = Servers[server];
        var isSecond = Grant(server, grant).Present.IsAwaited;
        var after = With(at, grant, g =>
        {
            // Whoever activates gets the newest version only: nobody has a right from those before.
            var activated = VersionMaker.Again(g.Newest, at.Now, g.Newest.State);
            g.Present.Versions.Clear();
            g.Present.Versions.Add(activated);
            (g.Present.IsAwaited, g.Present.IsActivated) = (false, true);
        });
        var verdict = isSecond ? IssuingRule.Of(at, after) : Verdict.Done;
        var answer = verdict == Verdict.Done ? TakeOver(at, after) : new(verdict);
        if (answer.Verdict == Verdict.Done)
        {
            var above = at.Links.Select(l => new KnownLink(l.Name, l.Newest));
            Add(new ServerModel(child, Clock, _faults, [.. above, new KnownLink(grant, NewestOf(server, grant))])
            {
                Parent = at,
                HolderIndex = Grant(server, grant).Holders.Count - 1,
            });
        }

        return answer;
    }

    public Answer RevokeSession(string server, string license)
    {
        License(Servers[server], license).IsRevoked = true;
        return Answer.Done;
    }

    public Answer Reissue(string master, GrantDraft draft)
    {
        var at = Servers[master];
        at.Own.Take(VersionMaker.Master(draft, at.Own.Newest.Serial + 1), at.Now);
        RestartRule.NoteLengths(at);
        return Answer.Done;
    }

    public Answer Ping(string server)
    {
        var child = Servers[server];
        var (parent, held) = (child.Parent!, child.HeldAs);
        child.Settled = held.Settled = SettlementRule.Of(child);
        foreach (var (link, above) in child.Links.Zip(parent.Links))
        {
            link.Take(above.Newest, child.Now);
        }

        child.Own.Take(held.Versions[^1], child.Now);
        foreach (var (link, contact) in parent.Contacts.Append(new(child.Own.Name, child.Now)))
        {
            child.Contacts[link] = contact;
        }

        RestartRule.NoteLengths(child);
        return Answer.Done;
    }

    public Answer Restart(string server)
    {
        var at = Servers[server];
        at.Sessions.RemoveAll(s => s.License.IsLocal);
        foreach (var session in at.Sessions)
        {
            RestartRule.Restore(at, session);
        }

        return Answer.Done;
    }

    public long SettledOf(string server) => Servers[server].Settled;

    public IReadOnlyDictionary<string, long> DeadlinesOf(string server) => Servers[server].Live.ToDictionary(s => s.Name, s => s.Deadline);

    public LicenseVersion NewestOf(string server, string grant) => Grant(server, grant).Newest;

    public ChildGrant Grant(string server, string grant) => Servers[server].Children.Single(c => c.Name == grant);

    public RunningSession Session(string server, string session) => Servers[server].Sessions.Single(s => s.Name == session);

    private static SessionTerms License(ServerModel server, string license) => server.Licenses.Single(l => l.Name == license);

    private void Add(ServerModel server)
    {
        Servers.Add(server.Name, server);
        RestartRule.NoteLengths(server);
    }

    private Answer Issue(ServerModel server, GrantDraft draft, Func<long, ServerModel> starting)
    {
        if (!server.MayIssue)
        {
            return Answer.Refused;
        }

        if (draft.WhenFree && !IssuingRule.GrantsFit(starting(server.Now)))
        {
            return new(Verdict.OverBudget);
        }

        var starts = draft.WhenFree ? IssuingRule.FirstFree(server, t => starting(t)) : draft.Starts ?? server.Now;
        if (draft.WhenFree && starts >= (draft.Follows ? server.Expires : draft.Expires))
        {
            return Answer.Refused;
        }

        var answer = Decide(server, starting(starts));
        return answer.Verdict == Verdict.Done ? answer with { At = starts } : answer;
    }

    /// <summary>A version that gives no more than the last one is signed whatever the budget says.</summary>
    private Answer Change(ServerModel server, string grant, LicenseVersion version)
    {
        var changed = With(server, grant, g => g.Present.Versions.Add(version));
        return VersionMaker.IsBroader(server, version, NewestOf(server.Name, grant)) ? Decide(server, changed) : TakeOver(server, changed);
    }

    /// <summary>The server with one grant changed.</summary>
    private static ServerModel With(ServerModel server, string grant, Action<ChildGrant> change) => server.With(
        server.Children.Select(c =>
        {
            if (c.Name != grant)
            {
                return c;
            }

            var copy = c.Copy();
            change(copy);
            return copy;
        }),
        server.Licenses);

    private static Answer Decide(ServerModel before, ServerModel after)
    {
        if (!before.MayIssue)
        {
            return Answer.Refused;
        }

        var verdict = IssuingRule.Of(before, after);
        return verdict == Verdict.Done ? TakeOver(before, after) : new(verdict);
    }

    private static Answer TakeOver(ServerModel server, ServerModel changed)
    {
        (List<ChildGrant> children, List<SessionTerms> licenses) = ([.. changed.Children], [.. changed.Licenses]);
        server.Children.Clear();
        server.Children.AddRange(children);
        server.Licenses.Clear();
        server.Licenses.AddRange(licenses);
        return Answer.Done;
    }
}
