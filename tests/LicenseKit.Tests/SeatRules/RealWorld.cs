using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;
using LicenseKit.Sessions;
using LicenseKit.Stages;
using LicenseKit.Tests.SeatRules.Model;
using LicenseKit.Tests.SeatRules.Rules;
using Answer = LicenseKit.Tests.SeatRules.Rules.Answer;

namespace LicenseKit.Tests.SeatRules;

/// <summary>The library's own servers, in a <see cref="TestWorld"/>.</summary>
internal sealed class RealWorld : ISeatWorld
{
    private readonly TestWorld _world = new();
    private readonly Dictionary<string, VirtualServer> _servers = [];
    private readonly Dictionary<string, VirtualServer> _parents = [];
    private readonly Dictionary<string, string> _ids = new() { [SessionTerms.LocalName] = LeaseRule.LocalLicense };
    private readonly Dictionary<string, long> _numbers = [];

    public RealWorld(GrantDraft master) => _servers[ModelWorld.Master] = _world.Master(c => Claims(c, master));

    /// <summary>Why the last request was refused; null when it was not.</summary>
    public LicenseFault? LastFault { get; private set; }

    public void Advance(long seconds) => _world.Seconds += seconds;

    public void Jump(long seconds)
    {
        _world.Seconds += seconds;
        _world.Jumped += seconds;
    }

    public Answer Start(string server, string session, string license, string kind) =>
        Lease(session, _servers[server].Acquire(session, _ids[license], kind));

    public Answer Renew(string server, string session) => Lease(session, _servers[server].Renew(session, _numbers[session]));

    public Answer Release(string server, string session) =>
        Of(_servers[server].Ask(new Request.Release(TestWorld.SessionIdOf(session))).Fault);

    public Answer End(string server, string session) =>
        Of(_servers[server].Ask(new Request.EndSession(TestWorld.SessionIdOf(session), "test")).Fault);

    public Answer IssueServer(string server, string grant, GrantDraft draft)
    {
        var issued = _servers[server].TryIssue(Server(grant, draft));
        if (issued.Value is not { } reply)
        {
            return Of(issued.Fault);
        }

        _ids[grant] = reply.Id;
        return new(Verdict.Done, Offset(_servers[server].License(reply.Id).Claims.NotBefore));
    }

    public Answer ChangeServer(string server, string grant, GrantDraft draft) =>
        Of(_servers[server].TryChange(_ids[grant], Server(grant, draft)).Fault);

    public Answer SetState(string server, string grant, LicenseState state) => Of(_servers[server].TrySetState(_ids[grant], state).Fault);

    public Answer Reset(string server, string grant) => Of(_servers[server].TryReset(_ids[grant]).Fault);

    public Answer Activate(string server, string grant, string child)
    {
        var (parent, holder) = (_servers[server], _world.NewServer());
        holder.Take(parent.FileOf(_ids[grant]));
        var activated = holder.TryActivate(parent);
        if (activated.Value is { } file)
        {
            holder.Take(file.ToBundle());
            (_servers[child], _parents[child]) = (holder, parent);
        }

        return Of(activated.Fault);
    }

    public Answer IssueSession(string server, string license, GrantDraft draft)
    {
        var issued = _servers[server].TryIssue(Session(license, draft));
        if (issued.Value is not { } reply)
        {
            return Of(issued.Fault);
        }

        _ids[license] = reply.Id;
        return new(Verdict.Done, Offset(_servers[server].SessionLicense(reply.Id).Claims.NotBefore));
    }

    public Answer RevokeSession(string server, string license) =>
        Of(_servers[server].Ask(new Request.RevokeSession(_ids[license], null, "test")).Fault);

    public Answer Reissue(string master, GrantDraft draft)
    {
        TestWorld.Reissue(_servers[master], c => Claims(c, draft));
        return Answer.Done;
    }

    public Answer Ping(string server)
    {
        _servers[server].PingTo(_parents[server]);
        return Answer.Done;
    }

    public Answer Restart(string server)
    {
        _servers[server].Restart();
        return Answer.Done;
    }

    public long SettledOf(string server)
    {
        _servers[server].Lapse();
        return _servers[server].State.Settled!.Serial;
    }

    public IReadOnlyDictionary<string, long> DeadlinesOf(string server)
    {
        _servers[server].Lapse();
        return _numbers.Keys.Where(_servers[server].Holds).ToDictionary(s => s, s => _servers[server].Mark(s).Deadline / 1000);
    }

    public LicenseVersion NewestOf(string server, string grant)
    {
        var claims = _servers[server].License(_ids[grant]).Claims;
        return new()
        {
            Serial = claims.Serial,
            Seats = new(Offset(claims.NotBefore), Offset(claims.End), Of(claims.Seats), [.. claims.Stages.Select(Of)]),
            IssuedAt = Offset(claims.IssuedAt),
            Expires = Offset(claims.Expires),
            State = claims.State,
            MaxLease = claims.MaxLease,
            Overage = claims.Overage,
            Silence = claims.Contact!.Silence,
            Follows = false,
        };
    }

    private static ServerLicenseClaims Claims(ServerLicenseClaims claims, GrantDraft draft) => claims with
    {
        Client = ModelWorld.Master,
        Expires = Instant(draft.Expires),
        Grace = draft.Grace,
        MaxLease = draft.Lease,
        MaxLicenses = Limit.Unlimited,
        Overage = draft.Overage ?? Overage.Finish,
        Seats = Seats(draft.Seats),
        Stages = [.. draft.Stages.Select(s => new Stage("", Instant(s.From), Instant(s.To), Seats(s.Seats)))],
        State = draft.State,
    };

    private static ServerLicenseDraft Server(string client, GrantDraft draft) => new()
    {
        Client = client,
        Seats = new SortedDictionary<string, long>(ByKind(draft.Seats), StringComparer.Ordinal),
        Generic = Figure(draft.Seats.Generic),
        Stages = [.. draft.Stages.Select(Stage)],
        Starts = draft.Starts is { } starts ? UnixTime.ToInstant(Instant(starts)) : null,
        WhenFree = draft.WhenFree,
        Expires = draft.Follows ? null : UnixTime.ToInstant(Instant(draft.Expires)),
        Duration = draft.Follows ? ServerLicenseDraft.AsLongAsIssuer : null,
        Grace = TimeSpan.FromSeconds(draft.Grace),
        Oem = draft.Levels,
        Contact = { Every = TimeSpan.FromSeconds(1), Silence = TimeSpan.FromSeconds(draft.Silence) },
        MaxLease = TimeSpan.FromSeconds(draft.Lease),
        Overage = draft.Overage,
    };

    private static SessionLicenseDraft Session(string client, GrantDraft draft) => new()
    {
        Client = client,
        Seats = new SortedDictionary<string, long>(ByKind(draft.Seats), StringComparer.Ordinal),
        Generic = Figure(draft.Seats.Generic),
        Stages = [.. draft.Stages.Select(Stage)],
        Allocation = draft.IsReserved ? Allocation.Reserved : Allocation.Shared,
        Starts = draft.Starts is { } starts ? UnixTime.ToInstant(Instant(starts)) : null,
        WhenFree = draft.WhenFree,
        Expires = draft.Follows ? null : UnixTime.ToInstant(Instant(draft.Expires)),
        Duration = draft.Follows ? ServerLicenseDraft.AsLongAsIssuer : null,
        MaxLease = TimeSpan.FromSeconds(draft.Lease),
    };

    private static StageDraft Stage(Period stage)
    {
        var draft = StageDraft.Between(UnixTime.ToInstant(Instant(stage.From)), UnixTime.ToInstant(Instant(stage.To)));
        return ByKind(stage.Seats).Append(new("generic", Figure(stage.Seats.Generic))).Aggregate(draft, (d, s) => d.Set(s.Key, s.Value));
    }

    private static Dictionary<string, long> ByKind(Amount amount) => new()
    {
        ["developer"] = Figure(amount.Developer),
        ["execution"] = Figure(amount.Execution),
        ["robot"] = Figure(amount.Robot),
    };

    private static Seats Seats(Amount amount) => new(ByKind(amount), Figure(amount.Generic));

    private static Amount Of(Seats seats) =>
        new(Figure(seats["developer"]), Figure(seats["execution"]), Figure(seats["robot"]), Figure(seats.Generic));

    private static Period Of(Stage stage) => new(Offset(stage.FromSeconds), Offset(stage.ToSeconds), Of(stage.Seats));

    /// <summary>Both spell a limited figure alike, and unlimited each in its own way.</summary>
    private static long Figure(long figure) => figure switch
    {
        Amount.Unlimited => Limit.Unlimited,
        Limit.Unlimited => Amount.Unlimited,
        _ => figure,
    };

    private static long Instant(long offset) => TestWorld.Start + offset;

    private static long Offset(long instant) => instant - TestWorld.Start;

    private Answer Lease(string session, Outcome<GrantedLease> outcome)
    {
        if (outcome.Value is not { } granted)
        {
            return Of(outcome.Fault);
        }

        _numbers[session] = granted.Lease.N;
        return new(Verdict.Done, Offset(granted.Lease.Expires));
    }

    private Answer Of(LicenseFault? fault) => (LastFault = fault)?.Code switch
    {
        null => Answer.Done,
        FaultCode.NoSeat => new(Verdict.NoSeat),
        FaultCode.OverBudget or FaultCode.NotWithinParent => new(Verdict.OverBudget),
        FaultCode.LeasesOut => new(Verdict.LeasesOut),
        FaultCode.Suspended or FaultCode.Revoked or FaultCode.Stale or FaultCode.Expired or FaultCode.NotYetValid or FaultCode.SessionOver
            or FaultCode.MayNotIssue or FaultCode.DraftValue or FaultCode.BoundElsewhere => Answer.Refused,
        _ => throw new DisagreementException($"The server answers {fault}."),
    };
}
