using CsCheck;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

/// <summary>In many random situations: a list shows as good or in grace exactly what an acquire and a renewal serve, and what the holder itself works under.</summary>
public sealed class ListAndAcquireTests
{
    private static readonly Gen<int[]> Plans = Gen.Int[0, int.MaxValue].Array[12, 24];

    [Fact]
    public void Lists_and_decisions_agree_in_situations_of_every_kind()
    {
        var seen = new HashSet<Standing>();
        Plans.Sample(plan =>
        {
            var situation = new Situation(plan[0]);
            foreach (var step in plan)
            {
                situation.Do(step);
                seen.UnionWith(situation.Check());
            }
        }, iter: 100, threads: 1);
        Assert.Equal([Standing.Good, Standing.Grace, Standing.NotYet, Standing.Expired, Standing.Suspended, Standing.Revoked, Standing.Stale], seen.Order());
    }

    /// <summary>A Master, an OEM below it that has session licenses of all sorts, and a child of the OEM.</summary>
    private sealed class Situation
    {
        private readonly TestWorld _world = new();
        private readonly VirtualServer _master;
        private readonly VirtualServer _oem;
        private readonly VirtualServer _child;
        private readonly List<(VirtualServer Server, string License)> _teams = [];
        private int _names;

        public Situation(int seed)
        {
            var dice = new Random(seed);
            var grace = dice.Next(3);
            _master = _world.Master(c => c with { Grace = 2 * grace * Day, Expires = Start + ((6 + dice.Next(4)) * Day), MaxOffline = (2 + dice.Next(10)) * Day });
            _oem = _world.ChildOf(_master, Draft("Oem", 6, 6, 0, d => Terms(d, dice, grace, oem: 1)));
            _child = _world.ChildOf(_oem, Draft("Child", 2, 2, 0, d => Terms(d, dice, grace, oem: 0)));
            foreach (var server in new[] { _master, _oem, _child })
            {
                foreach (var duration in new[] { "issuer", "P2D", "P5D" })
                {
                    _teams.Add((server, server.Issue(SessionDraft(1, 1, change: d =>
                    {
                        d.Client = $"Team{_teams.Count}";
                        d.Duration = duration;
                        d.Starts = dice.Next(3) == 0 ? _world.Now.AddHours(dice.Next(20)) : null;
                    }))));
                }
            }
        }

        public void Do(int choice)
        {
            var size = choice / 16;
            var state = (size % 3) switch { 0 => LicenseState.Suspended, _ => LicenseState.Active };
            switch (choice % 16)
            {
                case 0:
                    Reissue(_master, c => c with { State = state });
                    break;
                case 1:
                    _master.TrySetState(_oem.Id, size % 20 == 7 ? LicenseState.Revoked : state);
                    break;
                case 2:
                    _oem.TrySetState(_child.Id, size % 20 == 7 ? LicenseState.Revoked : state);
                    break;
                case 3:
                    Reissue(_master, c => c with { MaxOffline = (1 + (size % 12)) * Day, Expires = Math.Max(c.NotBefore + 1, c.Expires + (((size % 11) - 5) * Day)) });
                    break;
                case 4:
                    var (server, license) = _teams[size % _teams.Count];
                    server.RevokeSession(license);
                    break;
                case < 8:
                    Ping();
                    break;
                case < 12:
                    _world.Seconds += size % (2 * Day);
                    break;
                default:
                    _world.Seconds += size % (8 * Hour);
                    Ping();
                    break;
            }
        }

        /// <summary>The standings that were seen.</summary>
        public List<Standing> Check()
        {
            var seen = new List<Standing>();
            foreach (var (server, license) in _teams)
            {
                var listed = server.StandingOf(license);
                seen.Add(listed.Standing);
                var name = $"s{++_names}";
                var answer = server.Acquire(name, license);
                Assert.Equal(listed.Fault?.Code, answer.Fault?.Code);
                Assert.Equal(listed.Standing is Standing.Good or Standing.Grace, answer.Fault is null);
                if (answer.Value is { } granted)
                {
                    Assert.Equal(listed.Standing, granted.Standing.Standing);
                    Assert.Null(server.Renew(name, 1).Fault);
                    server.Release(name);
                }
            }

            // As soon as it is heard, the issuer knows what its holder knows.
            Ping();
            seen.AddRange([Agree(_master, _oem), Agree(_oem, _child)]);
            return seen;
        }

        private void Ping()
        {
            foreach (var (child, parent) in new[] { (_oem, _master), (_child, _oem), (_child, _oem) })
            {
                child.PingTo(parent);
                child.PingTo(parent);
            }
        }

        private static Standing Agree(VirtualServer issuer, VirtualServer holder)
        {
            var (listed, own) = (issuer.StandingOf(holder.Id), holder.Standing);
            Assert.True(listed.Serves == own.Serves, $"The issuer shows {listed}, the holder works under {own}.");
            Assert.True(!own.Serves || listed.Standing == own.Standing, $"The issuer shows {listed}, the holder works under {own}.");
            return listed.Standing;
        }

        private static void Terms(LicenseKit.Issuing.ServerLicenseDraft draft, Random dice, int grace, int oem)
        {
            draft.Oem = oem;
            draft.Grace = TimeSpan.FromDays(grace);
            draft.Contact.Every = TimeSpan.FromHours(1);
            draft.Contact.Silence = TimeSpan.FromDays(1 + dice.Next(2));
        }
    }
}
