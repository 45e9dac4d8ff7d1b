using CsCheck;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Freshness;

/// <summary>A child and its parent over a network that loses, doubles, delays and reorders what is sent.</summary>
public class NetworkPropertyTests
{
    private const long Silence = 14 * Day;

    private static readonly Gen<(int Op, int Pick, int Hours)[]> Steps = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 99], Gen.Int[1, 120]).Array[1, 40];

    [Fact]
    public void Whatever_the_network_does_serials_rise_and_the_license_is_stale_exactly_at_its_silence() =>
        Steps.Sample(Run, iter: 150, threads: 2);

    private static void Run((int Op, int Pick, int Hours)[] steps)
    {
        var world = new TestWorld();
        var master = world.Master();
        var child = world.ChildOf(master);
        var pings = new List<string>();
        var answers = new List<(PingAnswer Answer, string Ping, long MadeAt)>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        var sentAt = new Dictionary<string, long>(StringComparer.Ordinal);
        var since = Start;
        foreach (var (op, pick, hours) in steps)
        {
            var (serial, seen) = (child.Chain.Leaf.Serial, child.State.Seen);
            switch (op)
            {
                case 0:
                    var ping = child.MakePing();
                    sentAt.TryAdd(ping, world.Seconds);
                    pings.Add(ping);
                    break;
                case 1 when pings.Count > 0: // arrives, perhaps again, perhaps late
                    var arriving = pings[pick % pings.Count];
                    answers.Add((master.Receive(arriving, child.Key.PublicKey)!, arriving, world.Seconds));
                    break;
                case 2 or 3 when answers.Count > 0:
                    var (answer, to, madeAt) = answers[pick % answers.Count];
                    var awaited = child.State.Exchange.Pending?.Document.Compact == to;
                    var contact = child.Answer(answer).Contact;
                    Assert.True(contact is null || (awaited && used.Add(to)), "A replayed pong counted as contact.");
                    since = contact is null ? since : sentAt[to];
                    Assert.True(contact is null || (contact.Since == since && madeAt >= since));
                    break;
                case 4:
                    master.Change(child.Id, Draft(developer: pick % 4));
                    break;
                case 5:
                    world.Seconds += hours * Hour;
                    break;
            }

            Assert.True(child.Chain.Leaf.Serial >= serial);
            Assert.All(seen, s => Assert.True(child.State.Seen[s.Key].Serial >= s.Value.Serial));
            Assert.Equal((child.State.Exchange.Contact is null ? child.Chain.Leaf.Claims.IssuedAt : since) + Silence, FreshUntil.Of(child.State).At);
            var until = FreshUntil.Of(child.State).At;
            Assert.Equal(world.Seconds >= until && !child.State.Exchange.BoundElsewhere, child.Standing.Standing == Standing.Stale);
        }
    }
}
