using LicenseKit.Hosting.Wire;
using LicenseKit.Issuing;
using LicenseKit.Sessions;
using LicenseKit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Client;

/// <summary>Why a session is over: always known, and the reason that ended it.</summary>
public sealed class LostReasonTests : IAsyncLifetime
{
    private readonly TempFolder _temp = new();
    private readonly FakeTimeProvider _clock = new(Acme.Start);
    private Portal _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await Portal.StartAsync(_clock, _temp.In("server"), Acme.Master(_temp, _temp.In("server"), Acme.Seats(5)));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _temp.Dispose();
    }

    [Fact]
    public async Task A_revoked_session_license_ends_the_session_with_its_lease_and_says_so_before()
    {
        var (file, id) = await FileAsync();
        await using var app = await OpenAsync(file);
        var session = (await app.AcquireAsync("developer", Ct)).Session!;
        await _server.Issuer.RevokeSessionLicenseAsync(id, "moved", "Ann", cancellationToken: Ct);

        await _clock.UntilAsync(() => session.Standing == SessionStanding.Ending, TimeSpan.FromSeconds(5));

        Assert.Equal((FaultCode.Revoked, true, Acme.Start.AddMinutes(10)), (session.Fault!.Code, session.Check(), session.LeaseEnds));
        _clock.Advance(session.LeaseEnds - _clock.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        Assert.Equal((SessionStanding.Ending, true), (session.Standing, session.Check()));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((SessionStanding.Lost, FaultCode.Revoked, true), (session.Standing, session.Fault!.Code, session.Lost.IsCancellationRequested));
    }

    [Fact]
    public async Task A_session_that_an_operator_ends_says_so_while_its_lease_runs()
    {
        await using var app = await OpenAsync((await FileAsync()).File);
        var session = (await app.AcquireAsync("developer", Ct)).Session!;
        await _server.Server.EndSessionAsync(session.Id, "Ann", cancellationToken: Ct);

        await _clock.UntilAsync(() => session.Standing == SessionStanding.Ending, TimeSpan.FromSeconds(5));
        await _clock.UntilAsync(() => session.Standing == SessionStanding.Lost, TimeSpan.FromSeconds(5));

        Assert.Equal(FaultCode.SessionOver, session.Fault!.Code);
        Assert.Contains("operator", session.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    public async Task A_session_whose_license_ends_is_lost_because_it_has_expired(int step)
    {
        await using var app = await OpenAsync((await FileAsync(d => d.Duration = "P1D")).File);
        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1));
        var session = (await app.AcquireAsync("developer", Ct)).Session!;

        await _clock.UntilAsync(() => !session.Check(), TimeSpan.FromSeconds(step));

        Assert.Equal((SessionStanding.Lost, FaultCode.Expired, true), (session.Standing, session.Fault!.Code, session.Lost.IsCancellationRequested));
    }

    [Fact]
    public async Task A_suspended_license_is_the_reason_of_the_sessions_that_it_ends()
    {
        await using var scene = new Scene();
        var parent = await scene.MasterAsync();
        var (child, license) = await scene.ActivatedChildAsync(parent);
        var session = (await child.Licensing.AcquireAsync("developer", Ct)).Session!;
        await parent.Issuer.SuspendAsync(license, "unpaid", "Ann", cancellationToken: Ct);

        await scene.UntilAsync(() => session.Standing == SessionStanding.Ending);
        Assert.Equal((FaultCode.Suspended, true), (session.Fault!.Code, session.Check()));
        await scene.UntilAsync(() => session.Lost.IsCancellationRequested);

        Assert.Equal((SessionStanding.Lost, FaultCode.Suspended), (session.Standing, session.Fault!.Code));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_that_slept_past_its_lease_is_lost_because_of_that(bool silent)
    {
        var laptop = new FakeTimeProvider(Acme.Start);
        var clock = new Laptop(laptop);
        await using var app = await OpenAsync((await FileAsync()).File, clock);
        var session = (await app.AcquireAsync("developer", Ct)).Session!;
        if (silent)
        {
            _server.GoSilent();
        }
        else
        {
            await _server.Server.EndSessionAsync(session.Id, "Ann", cancellationToken: Ct);
            _clock.Advance(TimeSpan.FromHours(1));
            await _clock.UntilAsync(async () => (await _server.Server.ListSessionsAsync()).Count == 0, TimeSpan.FromSeconds(1));
        }

        clock.Slept = TimeSpan.FromHours(1);
        await laptop.UntilAsync(() => session.Lost.IsCancellationRequested, TimeSpan.FromSeconds(1), clock);

        Assert.Equal((SessionStanding.Lost, false, FaultCode.NotRenewed), (session.Standing, session.Check(), session.Fault!.Code));
    }

    [Fact]
    public async Task A_session_that_slept_and_is_renewed_goes_on()
    {
        var laptop = new FakeTimeProvider(Acme.Start);
        var clock = new Laptop(laptop);
        await using var app = await OpenAsync((await FileAsync()).File, clock);
        var session = (await app.AcquireAsync("developer", Ct)).Session!;

        clock.Slept = TimeSpan.FromHours(1);
        laptop.Advance(TimeSpan.FromSeconds(5));
        await clock.SettleAsync(Ct);

        Assert.True(session.LeaseEnds > Acme.Start.AddHours(1));
        Assert.Equal((SessionStanding.Held, null), (session.Standing, session.Fault));
    }

    [Fact]
    public async Task An_error_that_nobody_foresaw_makes_a_session_late_and_then_lost()
    {
        var (file, _) = await FileAsync();
        var wire = new Wire();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddLicenseKit(Acme.Product, Acme.RootKey).AsClient(file);
        services.AddHttpClient(HttpDefaults.ClientName).ConfigurePrimaryHttpMessageHandler(() => wire);
        await using var provider = services.BuildServiceProvider();
        var session = (await provider.GetRequiredService<ILicensing>().AcquireAsync("developer", Ct)).Session!;
        wire.Broken = true;

        await _clock.UntilAsync(() => session.Standing == SessionStanding.RenewingLate, TimeSpan.FromSeconds(5));
        Assert.Equal(FaultCode.NotRenewed, session.Fault!.Code);
        await _clock.UntilAsync(() => session.Lost.IsCancellationRequested, TimeSpan.FromSeconds(5));

        Assert.Equal((SessionStanding.Lost, FaultCode.NotRenewed), (session.Standing, session.Fault!.Code));
        Assert.Contains("out of order", session.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_looks_at_the_end_of_the_lease_finds_the_session_lost_with_a_reason()
    {
        await using var app = await OpenAsync((await FileAsync()).File);
        var session = (await app.AcquireAsync("developer", Ct)).Session!;
        _server.GoSilent();
        _clock.Advance(TimeSpan.FromMinutes(10));

        Assert.False(session.Check());
        Assert.True(session.Lost.IsCancellationRequested);
        Assert.NotNull(session.Fault);
    }

    [Fact]
    public async Task A_session_that_the_app_itself_ended_says_so()
    {
        var app = await OpenAsync((await FileAsync()).File);
        var (released, closed) = ((await app.AcquireAsync("developer", Ct)).Session!, (await app.AcquireAsync("developer", Ct)).Session!);

        await released.DisposeAsync();
        await app.DisposeAsync();
        await _clock.SettleAsync(Ct);

        Assert.True(closed.Lost.IsCancellationRequested);
        Assert.Contains("gave the seat back", released.Fault!.Message, StringComparison.Ordinal);
        Assert.Contains("closed its licensing", closed.Fault!.Message, StringComparison.Ordinal);
    }

    private async Task<(string File, string Id)> FileAsync(Action<SessionLicenseDraft>? change = null)
    {
        var team = (await _server.Issuer.IssueSessionLicenseAsync(Acme.Team(change: d =>
        {
            d.ServerUrl = _server.Url;
            change?.Invoke(d);
        }), "Ann", Ct)).Good();
        return (_temp.Write($"{team.Id}.lic", _server.Issuer.File(team.Id)!), team.Id);
    }

    private Task<Licensing> OpenAsync(string file, TimeProvider? clock = null) => Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsClient(file), clock ?? _clock, Ct);

    /// <summary>A machine whose monotonic clock stops while it sleeps.</summary>
    private sealed class Laptop(FakeTimeProvider awake) : TimeProvider
    {
        public TimeSpan Slept { get; set; }

        public override long TimestampFrequency => awake.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => awake.GetUtcNow() + Slept;

        public override long GetTimestamp() => awake.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => awake.CreateTimer(callback, state, dueTime, period);
    }

    /// <summary>A network that throws what no caller expects.</summary>
    private sealed class Wire() : DelegatingHandler(new SocketsHttpHandler())
    {
        public bool Broken { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Broken ? throw new NotSupportedException("The wire is out of order.") : base.SendAsync(request, cancellationToken);
    }
}
