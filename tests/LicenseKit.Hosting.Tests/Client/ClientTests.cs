using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Sessions;
using LicenseKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Client;

/// <summary>An app that takes its seats over real HTTP, on a clock that the test moves.</summary>
public sealed class ClientTests : IAsyncLifetime
{
    private readonly TempFolder _temp = new();
    private readonly FakeTimeProvider _clock = new(Acme.Start);
    private Portal _server = null!;
    private Licensing _app = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await Portal.StartAsync(_clock, _temp.In("server"), Acme.Master(_temp, _temp.In("server"), Acme.Seats(2)));
        _app = await OpenAsync(_server.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _server.DisposeAsync();
        _temp.Dispose();
    }

    [Fact]
    public async Task An_app_works_in_a_seat_and_gives_it_back()
    {
        var session = (await _app.AcquireAsync("developer", Ct)).Session!;

        Assert.True(session.Check());
        Assert.Equal((SessionStanding.Held, "good"), (session.Standing, _app.Standing.Text));
        Assert.Equal(session.Id, Assert.Single(await _server.Server.ListSessionsAsync()).Id);
        await session.DisposeAsync();
        await session.DisposeAsync();
        Assert.False(session.Check());
        Assert.Empty(await _server.Server.ListSessionsAsync());
    }

    [Fact]
    public async Task A_refusal_carries_the_servers_own_words()
    {
        await _app.AcquireAsync("developer", Ct);
        await _app.AcquireAsync("developer", Ct);

        var refused = await _app.AcquireAsync("developer", Ct);

        Assert.Null(refused.Session);
        Assert.Equal((FaultCode.NoSeat, _server.Server.Status().Good().Id), (refused.Fault!.Code, refused.Fault.Link));
        Assert.NotEmpty(refused.Fault.Remedy);
    }

    [Fact]
    public async Task A_session_renews_itself_for_hours()
    {
        var session = (await _app.AcquireAsync("developer", Ct)).Session!;

        while (_clock.GetUtcNow() < Acme.Start + TimeSpan.FromHours(2))
        {
            var ends = (await _server.Server.ListSessionsAsync())[0].Ends;
            _clock.Advance(ends - _clock.GetUtcNow() - TimeSpan.FromSeconds(305));
            await _clock.UntilAsync(async () => (await _server.Server.ListSessionsAsync())[0].Ends > ends, TimeSpan.FromSeconds(1));
        }

        Assert.Equal((SessionStanding.Held, true), (session.Standing, session.Check()));
    }

    [Fact]
    public async Task A_server_that_is_down_for_less_than_the_lease_costs_nothing()
    {
        var session = (await _app.AcquireAsync("developer", Ct)).Session!;
        _server.GoSilent();

        await _clock.UntilAsync(() => session.Standing == SessionStanding.RenewingLate, TimeSpan.FromSeconds(5));
        Assert.Equal(FaultCode.ServerUnreachable, session.Fault!.Code);
        Assert.True(session.Check());
        _server.ComeBack();

        await _clock.UntilAsync(() => session.Standing == SessionStanding.Held, TimeSpan.FromSeconds(1));
        Assert.Null(session.Fault);
        Assert.False(session.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_server_that_is_down_for_longer_loses_the_session_and_disposing_it_is_harmless()
    {
        var session = (await _app.AcquireAsync("developer", Ct)).Session!;
        _server.GoSilent();

        await _clock.UntilAsync(() => session.Lost.IsCancellationRequested, TimeSpan.FromSeconds(5));

        Assert.Equal((SessionStanding.Lost, false), (session.Standing, session.Check()));
        Assert.Equal(FaultCode.ServerUnreachable, session.Fault!.Code);
        await session.DisposeAsync();
        _server.ComeBack();
        Assert.NotNull((await _app.AcquireAsync("developer", Ct)).Session);
    }

    [Fact]
    public async Task A_lease_is_over_at_its_end_and_not_before_whatever_the_network_does()
    {
        var session = (await _app.AcquireAsync("developer", Ct)).Session!;
        _server.GoSilent();

        _clock.Advance(TimeSpan.FromMilliseconds(599_999));
        Assert.True(session.Check());
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(session.Check());
    }

    [Fact]
    public async Task A_session_that_an_operator_ends_is_lost_at_its_lease_end_with_the_reason()
    {
        var session = (await _app.AcquireAsync("developer", Ct)).Session!;
        await _server.Server.EndSessionAsync(session.Id, "Ann", cancellationToken: Ct);

        await _clock.UntilAsync(() => session.Lost.IsCancellationRequested, TimeSpan.FromSeconds(5));

        Assert.Equal(FaultCode.SessionOver, session.Fault!.Code);
    }

    [Fact]
    public async Task An_app_that_closes_gives_all_its_seats_back_and_its_sessions_know()
    {
        var sessions = new[] { (await _app.AcquireAsync("developer", Ct)).Session!, (await _app.AcquireAsync("developer", Ct)).Session! };

        await _app.DisposeAsync();

        Assert.Empty(await _server.Server.ListSessionsAsync());
        await _clock.SettleAsync(Ct);
        Assert.All(sessions, s => Assert.True(s.Lost.IsCancellationRequested));
        await sessions[0].DisposeAsync();
    }

    [Fact]
    public async Task A_request_that_is_not_awaited_leaves_no_seat_behind()
    {
        for (var i = 0; i < 4; i++)
        {
            using var hasty = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var request = _app.AcquireAsync("developer", hasty.Token);
            await hasty.CancelAsync();
            try
            {
                await using var session = (await request).Session;
            }
            catch (OperationCanceledException)
            {
                // Given up before the answer came.
            }
        }

        await _app.DisposeAsync();
        Assert.Empty(await _server.Server.ListSessionsAsync());
    }

    [Fact]
    public async Task An_app_whose_clock_is_slow_works_with_licenses_that_were_signed_a_moment_ago()
    {
        await using var app = await OpenAsync(_server.Url, new FakeTimeProvider(Acme.Start - TimeSpan.FromMinutes(5)));

        await using var session = (await app.AcquireAsync("developer", Ct)).Session!;

        Assert.Equal((true, "good"), (session.Check(), app.Standing.Text));
    }

    [Fact]
    public async Task An_app_is_allowed_a_feature_exactly_as_long_as_its_lease_says()
    {
        var until = Acme.Start.AddHours(1);
        await using var app = await OpenAsync(_server.Url, change: d => d.Features["vision"] = new(until.ToUnixTimeSeconds(), null));

        _clock.Advance(until - _clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        await using var before = (await app.AcquireAsync("developer", Ct)).Session!;
        Assert.Equal((true, true, false), (app.Allows("vision"), before.Features.ContainsKey("vision"), app.Allows("other")));

        _clock.Advance(TimeSpan.FromSeconds(1));
        await using var after = (await app.AcquireAsync("developer", Ct)).Session!;
        Assert.Equal((false, false), (app.Allows("vision"), after.Features.ContainsKey("vision")));
    }

    [Fact]
    public async Task An_app_knows_that_its_session_license_has_ended()
    {
        await using var app = await OpenAsync(_server.Url, change: d => d.Duration = "P1D");

        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Equal((Standing.Good, null), (app.Standing.Standing, await Refusal()));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((Standing.Expired, FaultCode.Expired), (app.Standing.Standing, await Refusal()));

        async Task<FaultCode?> Refusal()
        {
            var acquired = await app.AcquireAsync("developer", Ct);
            await (acquired.Session?.DisposeAsync() ?? ValueTask.CompletedTask);
            return acquired.Fault?.Code;
        }
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_fault_not_an_exception()
    {
        await using var app = await OpenAsync("http://127.0.0.1:9");

        Assert.Equal(FaultCode.ServerUnreachable, (await app.AcquireAsync("developer", Ct)).Fault!.Code);
    }

    [Fact]
    public async Task A_lease_of_a_fake_server_is_refused()
    {
        await using var fake = await Forger.StartAsync(_server);
        await using var app = await OpenAsync(fake.Url);

        var refused = await app.AcquireAsync("developer", Ct);

        Assert.Null(refused.Session);
        Assert.True(refused.Fault!.Code is FaultCode.WrongHeader or FaultCode.BadSignature, refused.Fault.ToString());
    }

    [Fact]
    public async Task A_server_that_talks_nonsense_is_a_fault_not_an_exception()
    {
        foreach (var body in new[] { "", "<html>", "{}", "null", "{\"lease\":\"a.b.c\",\"chain\":[\"a.b.c\"],\"renewWithin\":1,\"standing\":\"good\"}", "{\"lease\":\"\",\"chain\":[null],\"renewWithin\":1,\"standing\":\"good\"}" })
        {
            await using var fake = await NonsenseAsync(body);
            await using var app = await OpenAsync(fake.Urls.First());

            var refused = await app.AcquireAsync("developer", Ct);

            Assert.Null(refused.Session);
            Assert.NotNull(refused.Fault);
        }
    }

    [Fact]
    public async Task What_a_server_says_is_shown_as_one_printable_line_of_limited_length()
    {
        var detail = "line\\r\\nbreak \\u001b[2J\\u202e" + new string('x', 400_000);
        await using var fake = await NonsenseAsync($$"""{"code":"LK6001","detail":"{{detail}}","remedy":"\u0007","link":"a\u001bb"}""", 409);
        await using var app = await OpenAsync(fake.Urls.First());

        var fault = (await app.AcquireAsync("developer", Ct)).Fault!;

        Assert.Equal((FaultCode.NoSeat, "\\u{0007}", null), (fault.Code, fault.Remedy, fault.Link));
        Assert.StartsWith("line\\u{000D}\\u{000A}break \\u{001B}[2J\\u{202E}xx", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1001, fault.Message.Length);
    }

    [Theory]
    [InlineData("LK0000")]
    [InlineData("LK9999")]
    [InlineData("LK\\u001b001")]
    public async Task A_code_that_is_none_is_no_answer(string code)
    {
        await using var fake = await NonsenseAsync($$"""{"code":"{{code}}","detail":"\u001b[2J"}""", 409);
        await using var app = await OpenAsync(fake.Urls.First());

        var fault = (await app.AcquireAsync("developer", Ct)).Fault!;

        Assert.Equal((FaultCode.ServerUnreachable, false), (fault.Code, fault.ToString().Any(char.IsControl)));
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_the_reason_that_the_app_is_told()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var server = builder.Build();
        await server.StartAsync(Ct);
        await using var app = await OpenAsync(server.Urls.First());

        var fault = (await app.AcquireAsync("developer", Ct)).Fault!;

        Assert.Equal(FaultCode.ServerUnreachable, fault.Code);
        Assert.Contains("certificate", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> NonsenseAsync(string body, int status = 200)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(http =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsync(body);
        });
        await app.StartAsync(Ct);
        return app;
    }

    private async Task<Licensing> OpenAsync(string serverUrl, TimeProvider? clock = null, Action<SessionLicenseDraft>? change = null)
    {
        var team = (await _server.Issuer.IssueSessionLicenseAsync(Acme.Team(change: d =>
        {
            d.ServerUrl = serverUrl;
            change?.Invoke(d);
        }), "Ann", Ct)).Good();
        var file = _temp.Write($"{team.Id}.lic", _server.Issuer.File(team.Id)!);
        return await Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsClient(file), clock ?? _clock, Ct);
    }
}
