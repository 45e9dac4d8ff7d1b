using System.Net;

namespace LicenseKit.Stories.Attacks;

/// <summary>Connections that are opened and not used: refused when there are too many, and the server goes on.</summary>
public sealed class ConnectionTests : Story
{
    private const int Descriptors = 4096;

    [Fact(Timeout = Figures.Limit)]
    public async Task More_idle_connections_than_descriptors_are_refused_and_the_server_goes_on()
    {
        var server = await LimitedAsync();
        await using var app = await HonestApp.StartAsync(server, server.File("app.lic"));

        using (var idle = await Connections.OpenAsync(server, Descriptors + 104))
        {
            await Task.Delay(Figures.Duration, TestContext.Current.CancellationToken);
            Assert.True(server.Process.Runs, server.Process.ToString());
        }

        await Until("it takes connections again", async () => await server.StatusAsync("/health/ready") == HttpStatusCode.OK, server.Process);
        await app.DisposeAsync();
        Assert.True(app.Renewals > 0 && app.Refusals == 0, $"{app.FirstRefusal}\n{server.Process}");
    }

    [Fact(Timeout = Figures.Limit)]
    public async Task Headers_that_never_end_hold_no_connection_for_long()
    {
        var server = await LimitedAsync();
        using var slow = await Connections.OpenAsync(server, Descriptors, "GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ");

        await Until("it takes connections again", async () => await server.StatusAsync("/health/ready") == HttpStatusCode.OK, server.Process);

        Assert.True(server.Process.Runs, server.Process.ToString());
    }

    private async Task<Server> LimitedAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "This test needs prlimit.");
        var server = Master();
        server.Before = ["prlimit", $"--nofile={Descriptors}:{Descriptors}"];
        return await server.StartAsync();
    }
}
