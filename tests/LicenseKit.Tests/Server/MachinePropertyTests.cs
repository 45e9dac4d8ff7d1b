using CsCheck;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;
using LicenseKit.Sessions;
using LicenseKit.Signing;
using LicenseKit.Stages;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Server;

/// <summary>Random requests in random batches: changes can be taken back, applied elsewhere, and every document that is decided is one that a reader accepts.</summary>
public sealed class MachinePropertyTests
{
    private static readonly Gen<(int Op, int Who, int N)[][]> Batches = Gen.Select(Gen.Int[0, 14], Gen.Int[0, 6], Gen.Int[0, 9]).Array[1, 6].Array[1, 14];

    [Fact]
    public void Taking_back_all_changes_gives_the_same_state_and_a_second_machine_that_applies_them_has_the_same() =>
        Batches.Sample(Run, iter: 150, threads: 2);

    [Fact]
    public void The_same_requests_at_the_same_moment_are_decided_the_same() => Batches.Sample(
        batches => Assert.Equal(Texts(batches), Texts(batches)), iter: 40, threads: 2);

    private static void Run((int Op, int Who, int N)[][] steps)
    {
        var world = new Played();
        var replica = new ServerState { Run = world.Server.Machine.State.Run, Child = world.Server.State, Ledger = world.Server.Ledger };
        foreach (var batch in steps)
        {
            var requests = batch.Select(world.RequestOf).OfType<Request>().ToArray();
            var machine = world.Server.Machine;
            LapseAll(machine, world.World.At, replica);
            var before = StateText.Of(machine.State);
            machine.Decide(new Request.Preview([.. requests.OfType<Request<GrantReply>>()]), world.World.At);
            Assert.Equal(before, StateText.Of(machine.State));

            var tried = Decided(machine, world.World.At, requests, world.Server.Key);
            foreach (var change in tried.Applied.Reverse())
            {
                machine.Undo(change);
            }

            Assert.Equal(before, StateText.Of(machine.State));

            var done = Decided(machine, world.World.At, requests, world.Server.Key);
            done.Committed();
            foreach (var change in done.Applied)
            {
                change.Apply(replica);
            }

            Assert.Equal(StateText.Of(machine.State), StateText.Of(replica));
            Accepted(world, done);
        }
    }

    private static string Texts((int Op, int Who, int N)[][] steps)
    {
        var world = new Played();
        foreach (var batch in steps)
        {
            Decided(world.Server.Machine, world.World.At, [.. batch.Select(world.RequestOf).OfType<Request>()], world.Server.Key).Committed();
        }

        return StateText.Of(world.Server.Machine.State);
    }

    /// <summary>Lapses are facts of time and not taken back, and what is due is asked once: both are applied to both before the batch.</summary>
    private static void LapseAll(Machine machine, Moment at, ServerState replica)
    {
        var batch = new Batch(machine, at, []);
        batch.Decide(0);
        foreach (var lapse in batch.Lapsed)
        {
            lapse.Apply(replica);
        }

        foreach (var change in batch.Applied)
        {
            change.Apply(replica);
        }

        batch.Committed();
    }

    private static Batch Decided(Machine machine, Moment at, Request[] requests, SigningKey key)
    {
        var batch = new Batch(machine, at, requests);
        if (batch.Decide(mostDue: 3) == Step.Sign)
        {
            foreach (var document in batch.Unsigned)
            {
                document.Sign(key);
            }

            batch.Signed(new Dictionary<Document, LicenseFault>());
        }

        return batch;
    }

    /// <summary>Every version that was issued is one that a reader accepts, and every lease proves its seat.</summary>
    private static void Accepted(Played world, Batch batch)
    {
        foreach (var id in batch.Applied.OfType<Change.GrantChanged>().Select(c => c.Id).Distinct())
        {
            var document = world.Server.Ledger.Servers.GetValueOrDefault(id)?.Current.Document ?? world.Server.Ledger.Sessions[id].Current.Document;
            Assert.Null(Some.Verifier.Verify(world.Server.Chain.ToBundle(world.Server.Key.PublicKey, document.Compact), world.World.Now).Fault);
        }

        foreach (var granted in batch.Answers.Select(a => a.Reply).OfType<GrantedLease>().Where(g => g.Lease.License != LeaseRule.LocalLicense))
        {
            var license = world.Server.SessionLicense(granted.Lease.License);
            Assert.Null(world.Server.Leases.Verify(granted.Chain.ToBundle(), granted.Document.Compact, license, granted.Lease.Session, granted.Lease.Kind, granted.Lease.Nonce).Fault);
        }
    }

    /// <summary>A world whose requests come from numbers.</summary>
    private sealed class Played
    {
        private readonly string[] _licenses;
        private readonly string _child;
        private int _ids;

        public Played()
        {
            Server = World.Master(c => c with { Seats = Seats(4, 3, 2), Stages = [new Stage("Low", Start + 2000, Start + 4000, Seats(2, 1, 1))] });
            _licenses = [LeaseRule.LocalLicense, Server.Issue(SessionDraft(3, 1, 1)), Server.Issue(SessionDraft(1, 1, 0, reserved: true))];
            _child = Server.Issue(Draft("Child", 1, 0, 0));
        }

        public TestWorld World { get; } = new();

        public VirtualServer Server { get; }

        public Request? RequestOf((int Op, int Who, int N) step)
        {
            var (op, who, n) = step;
            var session = SessionIdOf($"s{who}");
            switch (op)
            {
                case 0 or 1 or 2:
                    return new Request.Acquire(session, _licenses[who % 3], n % 4 == 0 ? "execution" : "developer", $"nonce-of-request-{n:D4}A", null);
                case 3 or 4:
                    return new Request.Renew(session, n % 3, $"nonce-of-request-{n:D4}A");
                case 5:
                    return new Request.Release(session);
                case 6:
                    return new Request.EndSession(session, "operator");
                case 7:
                    return new Request.IssueServer($"new-{_ids++}", Draft($"Client {who}", n % 2, n % 3, 0, d => d.Duration = n % 2 == 0 ? "issuer" : "P30D"), "operator");
                case 8:
                    return new Request.SetState(_child, n % 2 == 0 ? LicenseState.Suspended : LicenseState.Active, null, "operator");
                case 9:
                    return new Request.ChangeServer(_child, Draft("Child", n % 3, 0, 0), null, null, "operator");
                case 10:
                    return NextVersion(n);
                case 11:
                    return new Request.SetClock(World.Seconds - (n * 50), World.Seconds, null, "operator");
                case 12:
                    return new Request.ChangeSession(_licenses[1 + (n % 2)], SessionDraft(n % 4, 1, who % 2, reserved: n % 3 == 0), null, "operator");
                case 13:
                    return new Request.Once($"key {n % 4}", $"request {who % 2}", new Request.RenewLicense(_licenses[1], World.Seconds + (n * Day), null, "operator"));
                default:
                    World.Seconds += n * 97;
                    return null;
            }
        }

        private Request.ApplyChain NextVersion(int n)
        {
            var file = NextFile(Server, c => c with { MaxLease = 300 + (n * 60), Expires = Start + ((300 + n) * Day) });
            return new(Some.Verifier.Verify(file, World.Now).Chain!, null, "operator");
        }
    }
}
