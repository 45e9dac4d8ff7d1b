using LicenseKit.Sessions;

namespace LicenseKit.Hosting.Tests.Client;

/// <summary>The same interface, with the server in the app's own process.</summary>
public sealed class LocalSeatTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _server = null!;

    public async ValueTask InitializeAsync() => _server = await _scene.MasterAsync(Acme.Seats(1));

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_local_seat_counts_like_any_other_and_is_free_when_disposed()
    {
        var session = (await _server.Licensing.AcquireAsync("developer", Scene.Ct)).Session!;

        Assert.Equal("local", Assert.Single(await _server.Server.ListSessionsAsync()).License);
        Assert.Equal(FaultCode.NoSeat, (await _server.Licensing.AcquireAsync("developer", Scene.Ct)).Fault!.Code);
        await session.DisposeAsync();
        Assert.NotNull((await _server.Licensing.AcquireAsync("developer", Scene.Ct)).Session);
    }

    [Fact]
    public async Task A_local_session_renews_itself()
    {
        var session = (await _server.Licensing.AcquireAsync("developer", Scene.Ct)).Session!;

        while (_scene.Clock.GetUtcNow() < Acme.Start + TimeSpan.FromHours(1))
        {
            var ends = (await _server.Server.ListSessionsAsync())[0].Ends;
            _scene.Clock.Advance(ends - _scene.Clock.GetUtcNow() - TimeSpan.FromSeconds(305));
            await _scene.UntilAsync(async () => (await _server.Server.ListSessionsAsync())[0].Ends > ends);
        }

        Assert.Equal((true, SessionStanding.Held), (session.Check(), session.Standing));
    }

    [Fact]
    public async Task A_kind_that_the_license_does_not_know_is_refused()
    {
        Assert.Equal(FaultCode.UnknownKind, (await _server.Licensing.AcquireAsync("Not A Kind", Scene.Ct)).Fault!.Code);
        Assert.Equal(FaultCode.NoSeat, (await _server.Licensing.AcquireAsync("tester", Scene.Ct)).Fault!.Code);
        Assert.False(_server.Licensing.Allows("export.pdf"));
    }
}
