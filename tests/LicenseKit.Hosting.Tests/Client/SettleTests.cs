using LicenseKit.Chains;
using LicenseKit.Sessions;
using LicenseKit.Stages;
using LicenseKit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Client;

/// <summary>The example of docs/testing.md: an app with the server inside, on a clock that the test moves; nothing but public API.</summary>
public sealed class SettleTests : IAsyncLifetime
{
    private readonly TempFolder _temp = new();
    private readonly FakeTimeProvider _time = new(Some.Start);
    private Licensing _vendor = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var master = _temp.Write("master.lic", Some.Master().Bundle());
        _vendor = await Licensing.OpenAsync(Some.Product, Some.RootKey, o => o.AsParent().AsChild(master)
            .WithDataFolder(_temp.In("vendor")).WithPublicUrl("http://127.0.0.1:9").UseSqlite().UseSigner(Some.Key(1)), _time, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _vendor.DisposeAsync();
        _temp.Dispose();
    }

    [Fact]
    public async Task A_session_goes_on_until_its_license_expires()
    {
        await using var app = await OpenAsync(d => d.Duration = "PT3H");
        await using var session = (await app.AcquireAsync("developer", Ct)).Session!;

        await AdvanceAsync(Some.Start.AddHours(3).AddMinutes(-1));
        Assert.Equal((SessionStanding.Held, Standing.Good), (session.Standing, app.Standing.Standing));

        await AdvanceAsync(Some.Start.AddHours(3));
        Assert.Equal((SessionStanding.Lost, FaultCode.Expired, Standing.Expired), (session.Standing, session.Fault!.Code, app.Standing.Standing));
    }

    [Fact]
    public async Task A_stage_gives_a_seat_and_takes_it_back()
    {
        await using var app = await OpenAsync(d => d.Stages.Add(StageDraft.Between(Some.Start.AddHours(1), Some.Start.AddHours(2)).Raise("developer", 1)));
        await using var first = (await app.AcquireAsync("developer", Ct)).Session!;
        Assert.Equal(FaultCode.NoSeat, (await app.AcquireAsync("developer", Ct)).Fault!.Code);

        await AdvanceAsync(Some.Start.AddHours(1));
        await using var second = (await app.AcquireAsync("developer", Ct)).Session!;
        await AdvanceAsync(Some.Start.AddHours(2).AddMinutes(-1));
        Assert.Equal((true, true), (first.Check(), second.Check()));

        await AdvanceAsync(Some.Start.AddHours(2).AddMinutes(10));
        Assert.Equal((true, false, FaultCode.NoSeat), (first.Check(), second.Check(), second.Fault!.Code));
    }

    [Fact]
    public async Task An_app_works_on_while_its_parent_is_away_and_stops_when_its_silence_is_over()
    {
        await using var app = await OpenAsync(d => d.Contact.Silence = TimeSpan.FromHours(2)); // nobody listens at the parent's address
        await using var session = (await app.AcquireAsync("developer", Ct)).Session!;

        await AdvanceAsync(Some.Start.AddHours(2).AddMinutes(-1));
        Assert.Equal((true, Standing.Good), (session.Check(), app.Standing.Standing));

        await AdvanceAsync(Some.Start.AddHours(2).AddMinutes(10));
        Assert.Equal((false, FaultCode.Stale, Standing.Stale), (session.Check(), session.Fault!.Code, app.Standing.Standing));
    }

    [Fact]
    public async Task A_session_that_the_operator_ends_learns_it_when_it_renews_and_frees_its_seat_with_its_lease()
    {
        await using var app = await OpenAsync();
        await using var session = (await app.AcquireAsync("developer", Ct)).Session!;
        await app.Server!.EndSessionAsync(session.Id, "Ann", cancellationToken: Ct);
        var ends = session.LeaseEnds;

        await AdvanceAsync(ends.AddMinutes(-1));
        Assert.Equal((SessionStanding.Ending, FaultCode.SessionOver), (session.Standing, session.Fault!.Code));

        await AdvanceAsync(ends);
        Assert.Equal((SessionStanding.Lost, true), (session.Standing, session.Lost.IsCancellationRequested));
        Assert.NotNull((await app.AcquireAsync("developer", Ct)).Session);
    }

    /// <summary>Minute by minute: what becomes due is done before the next one.</summary>
    private async Task AdvanceAsync(DateTimeOffset to)
    {
        await _time.SettleAsync(Ct);
        for (var left = to - _time.GetUtcNow(); left > TimeSpan.Zero; left = to - _time.GetUtcNow())
        {
            _time.Advance(left < TimeSpan.FromMinutes(1) ? left : TimeSpan.FromMinutes(1));
            await _time.SettleAsync(Ct);
        }
    }

    /// <summary>An app with one developer seat, whose license the vendor issues.</summary>
    private async Task<Licensing> OpenAsync(Action<ServerLicenseDraft>? change = null)
    {
        var app = await Licensing.OpenAsync(Some.Product, Some.RootKey, o => o.AsChild().WithDataFolder(_temp.In("app")).UseSqlite(), _time, Ct);
        var draft = new ServerLicenseDraft { Client = "Initech", Seats = { ["developer"] = 1 }, Duration = "P30D", Request = (await app.Server!.ActivationRequestAsync(Ct)).Value };
        change?.Invoke(draft);
        var issued = (await _vendor.Issuer!.IssueAsync(draft, "Ann", Ct)).Value!;
        Assert.Null((await app.ApplyAsync(_vendor.Issuer.File(issued.Id)!, cancellationToken: Ct)).Fault);
        return app;
    }
}
