using LicenseKit.Licenses;
using LicenseKit.Tests.SeatRules.Model;
using LicenseKit.Tests.SeatRules.Rules;

namespace LicenseKit.Tests.SeatRules;

/// <summary>Worlds of two or three seats and six seconds.</summary>
internal static class SmallWorlds
{
    private const string Master = ModelWorld.Master;
    private const long Horizon = 6;

    private static readonly Overage[] Policies = [Overage.Finish, new Overage(OverageMode.Deadline, 2), Overage.End];

    /// <summary>Every small world by its name; those with versions once for each policy.</summary>
    public static IReadOnlyDictionary<string, Exploration> All { get; } = new Dictionary<string, Exploration>
    {
        ["Own stages that fall and rise"] = OwnStagesThatFallAndRise,
        ["Children that start now later or when free"] = ChildrenThatStartNowLaterOrWhenFree,
        ["A reserved license beside a shared one"] = AReservedLicenseBesideASharedOne,
        ["A cap that is smaller than the pool"] = ACapThatIsSmallerThanThePool,
        ["A reset and the next installation"] = AResetAndTheNextInstallation,
        ["Suspended resumed and silent"] = SuspendedResumedAndSilent,
        ["Restarts and lengths"] = RestartsAndLengths,
        ["Versions that go up and down, finish"] = VersionsThatGoUpAndDown(Policies[0]),
        ["Versions that go up and down, deadline"] = VersionsThatGoUpAndDown(Policies[1]),
        ["Versions that go up and down, end"] = VersionsThatGoUpAndDown(Policies[2]),
        ["A child that is lowered and raised, finish"] = AChildThatIsLoweredAndRaised(Policies[0]),
        ["A child that is lowered and raised, deadline"] = AChildThatIsLoweredAndRaised(Policies[1]),
        ["A child that is lowered and raised, end"] = AChildThatIsLoweredAndRaised(Policies[2]),
    };

    private static Exploration OwnStagesThatFallAndRise => new(
        new(new(2, 1)) { Lease = 3, Stages = [new(2, 4, new(1, 0)), new(4, 5, new(0, 0, 0, 2))] },
        [],
        model => [.. Time(model), .. Apps(model, Master, "local", most: 3, "developer", "execution")]);

    private static Exploration ChildrenThatStartNowLaterOrWhenFree => new(
        new(new(2, 0)) { Lease = 3 },
        [],
        model =>
        [
            .. Time(model),
            .. Apps(model, Master, "local", most: 3, "developer"),
            .. Once(model, "c", ChildrenOfOne(model.Clock.Now)),
        ]);

    private static Exploration VersionsThatGoUpAndDown(Overage policy) => new(
        new(new(2, 1)) { Lease = 3, Overage = policy },
        [],
        model =>
        [
            .. Time(model),
            .. Apps(model, Master, "local", most: 3, "developer", "execution"),
            .. Reissues(model, policy, new(1, 1), new(0, 0, 0, 2), new(2, 0)),
        ]);

    private static Exploration AReservedLicenseBesideASharedOne => new(
        new(new(1, 0, 0, 2)) { Lease = 3 },
        [
            Act.IssueSession(Master, "shared", new(new(2, 0)) { Lease = 3 }),
            Act.IssueSession(Master, "reserved", new(new(1, 1)) { Lease = 3, IsReserved = true, Stages = [new(3, 5, new(0, 1))] }),
        ],
        model =>
        [
            .. Time(model),
            .. Apps(model, Master, "shared", most: 3, "developer"),
            .. Apps(model, Master, "reserved", most: 3, "developer", "execution"),
            .. model.Servers[Master].Licenses.Where(l => l.IsReserved && !l.IsRevoked).Select(l => Act.RevokeSession(Master, l.Name)),
        ]);

    private static Exploration ACapThatIsSmallerThanThePool => new(
        new(new(2, 0)) { Lease = 3, Stages = [new(4, 6, new(1, 0))] },
        [Act.IssueSession(Master, "small", new(new(2, 0)) { Lease = 4, Stages = [new(2, 4, new(1, 0))] })],
        model =>
        [
            .. Time(model),
            .. Apps(model, Master, "small", most: 3, "developer"),
            .. Apps(model, Master, "local", most: 3, "developer"),
        ]);

    private static Exploration AChildThatIsLoweredAndRaised(Overage policy) => new(
        new(new(2, 0)) { Lease = 3, Overage = policy },
        [Act.IssueServer(Master, "c", Child(new(1, 0), policy)), Act.Activate(Master, "c", "c")],
        model =>
        [
            .. Time(model),
            .. Apps(model, Master, "local", most: 2, "developer"),
            .. Apps(model, "c", "local", most: 2, "developer"),
            .. model.NewestOf(Master, "c").Serial < 5
                ? Enumerable.Range(0, 3).Select(seats => Act.ChangeServer(Master, "c", Child(new(seats, 0), policy)))
                : [],
            Act.Ping("c"),
        ]);

    private static Exploration AResetAndTheNextInstallation => new(
        new(new(2, 0)) { Lease = 3 },
        [Act.IssueServer(Master, "c", Child(new(1, 0), Overage.Finish)), Act.Activate(Master, "c", "c"), Act.Ping("c")],
        model =>
        [
            .. Time(model),
            .. Apps(model, Master, "local", most: 2, "developer"),
            .. Apps(model, "c", "local", most: 1, "developer"),
            model.Grant(Master, "c").Present switch
            {
                { IsAwaited: true } => Act.Activate(Master, "c", "c'"),
                { IsActivated: true } when model.Servers.Count == 2 => Act.Reset(Master, "c"),
                _ => Act.Restart("c"),
            },
        ]);

    private static Exploration SuspendedResumedAndSilent => new(
        new(new(1, 0)) { Lease = 3 },
        [Act.IssueServer(Master, "c", Child(new(1, 0), Overage.Finish) with { Silence = 3 }), Act.Activate(Master, "c", "c")],
        model =>
        [
            .. Time(model),
            .. Apps(model, "c", "local", most: 2, "developer"),
            Act.Ping("c"),
            .. model.NewestOf(Master, "c") is { Serial: < 5 } newest
                ? [Act.SetState(Master, "c", newest.State == LicenseState.Active ? LicenseState.Suspended : LicenseState.Active)]
                : Array.Empty<Act>(),
        ]);

    private static Exploration RestartsAndLengths => new(
        new(new(2, 0)) { Lease = 4 },
        [Act.IssueSession(Master, "team", new(new(2, 0)) { Lease = 3 })],
        model =>
        [
            .. Time(model),
            .. Apps(model, Master, "team", most: 3, "developer"),
            Act.Restart(Master),
            .. Reissues(model, Overage.Finish, new Amount(2, 0)),
        ]);

    private static GrantDraft Child(Amount seats, Overage overage) => new(seats) { Lease = 3, Overage = overage };

    private static GrantDraft[] ChildrenOfOne(long now) =>
    [
        new(new(1, 0)) { Lease = 3 },
        new(new(1, 0)) { Lease = 3, Starts = now + 2 },
        new(new(1, 0)) { Lease = 3, WhenFree = true },
        new(new(0, 0)) { Lease = 3, Stages = [new(now + 1, now + 2, new(2, 0)), new(now + 3, now + 4, new(1, 0))] },
    ];

    private static IEnumerable<Act> Time(ModelWorld model) => model.Clock.Now < Horizon ? [Act.Advance(1)] : [];

    /// <summary>A start of each kind, each renewal, one release.</summary>
    private static IEnumerable<Act> Apps(ModelWorld model, string server, string license, int most, params string[] kinds)
    {
        var live = model.Servers[server].Live.Where(s => s.License.Name == license).ToArray();
        foreach (var kind in live.Length < most ? kinds : [])
        {
            yield return Act.Start(server, $"{server}-{license}-{model.Servers[server].LastNumber + 1}", license, kind);
        }

        foreach (var session in live)
        {
            yield return Act.Renew(server, session.Name);
        }

        if (live.Length > 0)
        {
            yield return Act.Release(server, live[0].Name);
        }
    }

    private static IEnumerable<Act> Once(ModelWorld model, string grant, GrantDraft[] drafts) =>
        model.Servers[Master].Children.Count == 0 ? drafts.Select(d => Act.IssueServer(Master, grant, d)) : [];

    private static IEnumerable<Act> Reissues(ModelWorld model, Overage overage, params Amount[] seats) =>
        model.Servers[Master].Own.Newest.Serial < 4
            ? seats.Select(s => Act.Reissue(new(s) { Lease = 2 + (model.Clock.Now % 2), Overage = overage }))
            : [];
}
