using LicenseKit.Hosting.Server;
using LicenseKit.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Server;

public sealed class ServerLoopTests : IAsyncLifetime
{
    private readonly TempFolder _temp = new();
    private readonly FakeTimeProvider _clock = new(Acme.Start);
    private Licensing _licensing = null!;
    private string _license = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var master = Acme.Master(_temp, _temp.In("data"), Acme.Seats(10));
        _licensing = await Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsParent().AsChild(master).WithDataFolder(_temp.In("data")).WithPublicUrl("https://licenses.example").UseSqlite(), _clock, Ct);
        var team = (await _licensing.Issuer!.IssueSessionLicenseAsync(Acme.Team(1000), "Ann", Ct)).Good();
        _license = Acme.SessionJws(_licensing.Issuer.File(team.Id)!);
    }

    public async ValueTask DisposeAsync()
    {
        await _licensing.DisposeAsync();
        _temp.Dispose();
    }

    [Fact]
    public async Task Two_hundred_at_once_get_exactly_the_ten_seats()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => AcquireAsync(HttpTalk.NewSecret()), Ct)));

        Assert.Equal(10, answers.Count(a => a.Value is not null));
        Assert.All(answers.Where(a => a.Fault is not null), a => Assert.Equal(FaultCode.NoSeat, a.Fault!.Code));
        Assert.Equal(10, (await _licensing.Server!.ListSessionsAsync()).Count);
    }

    [Fact]
    public async Task Seats_that_come_and_go_are_never_oversold()
    {
        var (held, most, granted) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(ComeAndGoAsync, Ct)));

        Assert.InRange(most, 1, 10);
        Assert.True(granted >= 40, $"only {granted} were granted");
        Assert.Empty(await _licensing.Server!.ListSessionsAsync());

        async Task ComeAndGoAsync()
        {
            for (var i = 0; i < 15; i++)
            {
                var secret = HttpTalk.NewSecret();
                if ((await AcquireAsync(secret)).Value is null)
                {
                    continue;
                }

                Interlocked.Increment(ref granted);
                InterlockedMax(ref most, Interlocked.Increment(ref held));
                Interlocked.Decrement(ref held);
                Assert.True((await _licensing.Protocol!.ReleaseAsync(Secrets.IdOf(secret), secret, Ct)).IsDone);
            }
        }
    }

    [Fact]
    public async Task The_same_session_asked_for_at_once_takes_one_seat()
    {
        var secret = HttpTalk.NewSecret();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => AcquireAsync(secret), Ct)));

        Assert.All(answers, a => Assert.Null(a.Fault));
        Assert.Single(await _licensing.Server!.ListSessionsAsync());
    }

    [Fact]
    public async Task Seats_whose_leases_ran_out_are_free_without_anybody_asking()
    {
        await AcquireAsync(HttpTalk.NewSecret());
        _clock.Advance(TimeSpan.FromSeconds(599));
        Assert.Single(await _licensing.Server!.ListSessionsAsync());

        _clock.Advance(TimeSpan.FromSeconds(2));

        await AcquireAsync(HttpTalk.NewSecret());
        Assert.Single(await _licensing.Server!.ListSessionsAsync());
    }

    [Fact]
    public async Task An_exception_of_a_decision_reaches_who_asked_and_the_loop_goes_on()
    {
        var loop = ((LicenseServer)_licensing.Server!).Loop;

        await Assert.ThrowsAnyAsync<Exception>(() => loop.AskAsync(new Request.IssueServer("id", null!, "Ann"), Ct));
        await Assert.ThrowsAnyAsync<Exception>(() => loop.AskAsync(new Request.ApplyChain(null!, null, "Ann"), Ct));

        Assert.Null((await AcquireAsync(HttpTalk.NewSecret()).WaitAsync(TimeSpan.FromSeconds(30), Ct)).Fault);
    }

    [Fact]
    public async Task An_exception_in_the_code_of_a_change_reaches_its_author_and_changes_nothing()
    {
        var issued = (await _licensing.Issuer!.IssueAsync(Acme.Child(), "Ann", Ct)).Good();

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => _licensing.Issuer.ChangeAsync(issued.Id, _ => throw new TimeZoneNotFoundException(), "Ann", Ct));

        Assert.Equal(1, _licensing.Issuer.Find(issued.Id)!.Serial);
    }

    [Fact]
    public async Task Changes_made_at_once_are_all_in_the_last_version()
    {
        var issued = (await _licensing.Issuer!.IssueAsync(Acme.Child(developer: 1), "Ann", Ct)).Good();

        var changes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _licensing.Issuer.ChangeAsync(issued.Id, d => d.Seats["developer"]++, "Ann", Ct), Ct)));

        Assert.All(changes, c => Assert.Null(c.Fault));
        var last = _licensing.Issuer.Find(issued.Id)!;
        Assert.Equal((9L, 9L), (last.Serial, last.Seats["developer"]));
    }

    [Fact]
    public async Task A_code_that_changes_a_license_may_ask_the_server_while_it_does()
    {
        var issued = (await _licensing.Issuer!.IssueAsync(Acme.Child(), "Ann", Ct)).Good();

        var changed = await _licensing.Issuer.ChangeAsync(issued.Id, d => d.Seats["developer"] = AcquireAsync(HttpTalk.NewSecret()).GetAwaiter().GetResult().Value is null ? 1 : 2, "Ann", Ct)
            .WaitAsync(TimeSpan.FromSeconds(30), Ct);

        Assert.Equal(2, changed.Good().Seats["developer"]);
    }

    [Fact]
    public async Task A_server_that_stops_answers_who_comes_too_late()
    {
        var server = (LicenseServer)_licensing.Server!;
        await _licensing.DisposeAsync();

        var late = await server.Loop.AskAsync(new Request.StoreTime(), Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct);

        Assert.Equal(FaultCode.Storage, late.Fault!.Code);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private Task<Outcome<LeaseAnswer>> AcquireAsync(byte[] secret) =>
        _licensing.Protocol!.AcquireAsync(secret, new SessionRequest(_license, "developer", Secrets.NewNonce()), cancellationToken: Ct);
}
