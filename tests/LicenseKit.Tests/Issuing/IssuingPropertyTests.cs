using CsCheck;
using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Stages;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

/// <summary>Random decisions of an operator: the tree never grants more than its root allows.</summary>
public class IssuingPropertyTests
{
    private static readonly ChainReader Reader = new(Product, [new LicenseKit.Signing.RootKey(Root.PublicKey)]);

    private static readonly Gen<(int Op, int Who, (int D, int E, int G) Seats, int Days)[]> Steps =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], Gen.Select(Gen.Int[0, 7], Gen.Int[0, 9], Gen.Int[0, 3]), Gen.Int[1, 60]).Array[1, 25];

    [Fact]
    public void After_every_decision_the_sum_fits_each_version_verifies_and_serials_rise_by_one() => Steps.Sample(Run, iter: 120, threads: 2);

    private static void Run((int Op, int Who, (int D, int E, int G) Seats, int Days)[] steps)
    {
        var world = new TestWorld();
        var master = world.Master(c => c with { Stages = [new Stage("Low", Start + (100 * Day), Start + (120 * Day), Seats(6, 12, 3))] });
        foreach (var (op, who, seats, days) in steps)
        {
            var (before, names) = (master.Ledger, master.Ledger.Servers.Keys.Order(StringComparer.Ordinal).ToArray());
            var id = names.Length == 0 ? "none" : names[who % names.Length];
            var draft = Draft(op is 2 or 3 && before.Servers.TryGetValue(id, out var held) ? held.Client : $"Client {who}", seats.D, seats.E, seats.G, d =>
            {
                (d.Duration, d.Oem, d.Grace) = (days % 3 == 0 ? "issuer" : $"P{days}D", days % 3, TimeSpan.FromDays(days % 5));
                if (days % 2 == 0)
                {
                    d.Stages.Add(StageDraft.Between(UnixTime.ToInstant(Start + (days * Day)), UnixTime.ToInstant(Start + ((days + 60) * Day))).Raise("developer", who).Lower("execution", seats.G));
                }
            });
            var refused = op switch
            {
                0 or 1 => master.TryIssue(draft).Fault,
                2 or 3 => master.TryChange(id, draft, overlap: who == 0 ? draft.Client : null).Fault,
                4 => master.TrySetState(id, LicenseState.Suspended).Fault,
                5 => master.TrySetState(id, LicenseState.Active).Fault,
                6 => master.TrySetState(id, LicenseState.Revoked).Fault,
                7 => master.TryReset(id, who == 0 ? "Client 0" : null).Fault,
                8 => master.TryIssue(SessionDraft(seats.D, seats.E, seats.G, reserved: who != 0)).Fault,
                _ => Activate(world, master, id),
            };
            if (refused is not null)
            {
                Assert.Equal(Versions(before), Versions(master.Ledger));
                continue;
            }

            Hold(master, before, world.Seconds);
            world.Seconds += days * Hour;
        }
    }

    private static IEnumerable<string> Versions(Ledger ledger) => ledger.Servers.Values.SelectMany(g => g.Versions.Select(v => v.Document.ContentHash))
        .Concat(ledger.Sessions.Values.Select(g => g.Current.Document.ContentHash)).Order(StringComparer.Ordinal);

    private static void Hold(VirtualServer master, Ledger before, long now)
    {
        var own = Timeline.Of(master.Chain.Leaf);
        var demand = SeatSums.Of(master.Ledger.Servers.Values.Where(g => g.Claims.State != LicenseState.Revoked).Select(g => Timeline.Of(g.Claims)));
        Assert.Null(master.Ledger.Granted.FirstMisfit(own, SeatCounts.None, now, own.End));
        Assert.Null(demand.FirstMisfit(own, SeatCounts.None, now, UnixTime.Max));
        foreach (var grant in master.Ledger.Servers.Values)
        {
            Assert.Equal(Enumerable.Range(1, grant.Versions.Length).Select(s => (long)s), grant.Versions.Select(v => v.Claims.Serial));
            if (before.Servers.GetValueOrDefault(grant.Id) != grant)
            {
                Assert.All(grant.Versions, v => Assert.Null(Reader.Read(master.Chain.ToBundle(below: [v.Document.Compact])).Fault));
                Assert.NotNull(DraftReader.ReadServerLicense(grant.Current.Draft).Value);
            }
        }
    }

    /// <summary>A new installation that has the newest file tries to activate.</summary>
    private static LicenseFault? Activate(TestWorld world, VirtualServer master, string id) =>
        master.Ledger.Servers.ContainsKey(id)
            ? world.NewServer().TryActivate(master, master.License(id)).Fault
            : new LicenseFault(FaultCode.UnknownGrant, "", "");
}
