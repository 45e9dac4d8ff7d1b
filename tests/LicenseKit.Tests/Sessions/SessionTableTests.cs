using CsCheck;
using LicenseKit.Licenses;
using LicenseKit.Sessions;

namespace LicenseKit.Tests.Sessions;

public sealed class SessionTableTests
{
    private static readonly string[] Licenses = ["team", "robots", SessionStep.LocalLicense];
    private static readonly string[] Kinds = ["developer", "execution", "generic-arm", "zeta"];

    private static readonly Gen<(int Who, int License, int Kind, bool Ends)[]> Steps = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 3], Gen.Bool).Array[1, 80];

    [Fact]
    public void The_sums_equal_a_recount_after_every_step() => Steps.Sample(steps =>
    {
        var table = SessionTable.Empty;
        foreach (var (who, license, kind, ends) in steps)
        {
            var session = Session($"s{who}", Licenses[license], Kinds[kind]);
            table = !ends ? table.With(session) : table.Live.TryGetValue(session.Id, out var live) ? table.End(live, 0) : table;
            Assert.Equal(Recount(table.Live.Values), table.InUse);
            Assert.All(Licenses, l => Assert.Equal(Recount(table.Live.Values.Where(s => s.License == l)), table.UseOf(l)));
            Assert.Equal(table.Live.Values.Select(s => s.License).Distinct().Order(), table.Use.Keys.Order());
        }
    }, iter: 300);

    [Fact]
    public void Kinds_that_nobody_uses_any_more_are_not_named()
    {
        var table = SessionTable.Empty.With(Session("stays", "team", "developer"));
        for (var i = 0; i < 20; i++)
        {
            var guest = Session("guest", "team", $"kind-{i}");
            table = table.With(guest).End(guest, 0);
        }

        Assert.Equal(["developer"], table.InUse.Kinds);
        Assert.Equal(["developer"], table.UseOf("team").Kinds);
    }

    private static Seats Recount(IEnumerable<SessionEntry> sessions) =>
        new(sessions.GroupBy(s => s.Kind, StringComparer.Ordinal).Select(g => KeyValuePair.Create(g.Key, g.LongCount())));

    private static SessionEntry Session(string id, string license, string kind) =>
        new() { Id = id, License = license, Kind = kind, N = 1, StartedAt = 0, Ends = 600, Deadline = 600_000 };
}
