using CsCheck;
using LicenseKit.Licenses;
using LicenseKit.Sessions;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Sessions;

/// <summary>Random sessions against a model that counts on its fingers.</summary>
public class SessionPropertyTests
{
    private static readonly Gen<(int Op, int Who, int N)[]> Steps = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 7], Gen.Int[0, 12]).Array[1, 60];

    [Fact]
    public void Live_sessions_never_exceed_the_allowance_at_any_instant() => Steps.Sample(Run, iter: 200, threads: 2);

    private static void Run((int Op, int Who, int N)[] steps)
    {
        var world = new TestWorld();
        var (low, high) = (Seats(1, 0, 1), Seats(2, 1, 2));
        Stage[] stages = [.. Enumerable.Range(0, 10).Select(i => new Stage("", Start + (i * 2000), Start + (i * 2000) + 1000, low))];
        var server = world.Master(c => c with { Seats = high, Stages = stages });
        var licenses = new[] { LeaseRule.LocalLicense, server.Issue(SessionDraft(2, 1, 1)), server.Issue(SessionDraft(1, 0, 0, reserved: true)) };
        var model = new Dictionary<string, (long Ends, long N, bool Ended)>(StringComparer.Ordinal);
        var over = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (op, who, n) in steps)
        {
            var id = $"s{who}-{n / 5}";
            var (license, kind) = (licenses[who % 3], who % 2 == 0 ? "developer" : "execution");
            server.Lapse();
            foreach (var gone in model.Where(m => m.Value.Ends <= world.Seconds).Select(m => m.Key).ToArray())
            {
                model.Remove(gone);
                over[gone] = world.Seconds + 600;
            }

            switch (op)
            {
                case 0 or 1:
                    var acquired = server.Acquire(id, license, kind);
                    if (model.TryGetValue(id, out var had))
                    {
                        Assert.Equal(had.Ended, acquired.Value is null);
                    }
                    else if (acquired.Value is not null)
                    {
                        Assert.False(over.TryGetValue(id, out var until) && world.Seconds < until);
                        model[id] = (acquired.Value.Lease.Expires, 1, false);
                    }

                    break;
                case 2:
                    var named = model.GetValueOrDefault(id).N - (n % 3) + 1;
                    var renewed = server.Renew(id, named);
                    var (known, live) = (model.TryGetValue(id, out var now), model.ContainsKey(id));
                    var may = known && !now.Ended && named >= 1 && (named == now.N || named == now.N - 1);
                    Assert.Equal(may, renewed.Value is not null || renewed.Fault!.Code == FaultCode.NoSeat);
                    if (renewed.Value is { Lease.Expires: var end })
                    {
                        Assert.InRange(end, world.Seconds + 1, world.Seconds + 600);
                        model[id] = (Math.Max(now.Ends, end), named + 1, false);
                    }

                    break;
                case 3 when model.Remove(id):
                    server.Release(id);
                    over[id] = world.Seconds + 600;
                    break;
                case 4 when model.TryGetValue(id, out var ending):
                    server.End(id);
                    model[id] = ending with { Ended = true };
                    break;
                default:
                    world.Seconds += n * 50;
                    continue;
            }

            Assert.Equal(model.Count, server.Table.Count);
            Assert.All(model, m => Assert.Equal(((m.Value.Ends - Start) * 1000, m.Value.N), (server.Mark(m.Key).Deadline, server.Mark(m.Key).N)));
            var allowed = stages.Any(s => s.FromSeconds <= world.Seconds && world.Seconds < s.ToSeconds) ? low : high;
            Assert.True(allowed.Serves(server.Table.InUse));
        }
    }
}
