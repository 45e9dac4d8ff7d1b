using System.Net;
using System.Net.Sockets;
using System.Diagnostics;

namespace LicenseKit.Stories;

/// <summary>A license server starts, stops and starts again.</summary>
public sealed class ServerProcessTests : Story
{
    [Fact(Timeout = Limit)]
    public async Task A_live_server_has_all_files_of_its_first_run()
    {
        var server = await Master().StartAsync();

        Assert.All(["root.key.pem", "root.pub.pem", "installation.key.pem", "license-code.txt", "admin.key", "app.lic", "licensekit.db"], file => Assert.True(File.Exists(server.File(file)), file));
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/ready"));
        await WorkingAsync(server.File("app.lic"), "execution", server);
    }

    [Fact(Timeout = Limit)]
    public async Task SIGTERM_stops_the_server_within_10_seconds_and_the_second_run_resumes()
    {
        var server = await Master().StartAsync();
        var before = (Id: (string)(await server.GetAsync("/license"))["id"]!, server.Code, App: await File.ReadAllTextAsync(server.File("app.lic"), TestContext.Current.CancellationToken));
        server.Process.Terminate();
        Assert.Equal(0, await server.Process.ExitAsync(seconds: 10));

        await server.StartAsync();

        Assert.Equal(before, ((string)(await server.GetAsync("/license"))["id"]!, server.Code, await File.ReadAllTextAsync(server.File("app.lic"), TestContext.Current.CancellationToken)));
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/ready"));
    }

    [Fact(Timeout = Limit)]
    public async Task The_server_starts_without_its_root_key()
    {
        var server = await Master().StartAsync();
        await server.KillAsync();
        File.Move(server.File("root.key.pem"), PathOf("offline.pem"));

        await server.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/ready"));
        Assert.False(File.Exists(server.File("root.key.pem")));
    }

    [Fact(Timeout = Limit)]
    public async Task A_port_in_use_is_LK8010()
    {
        var server = Master();
        using var other = new TcpListener(IPAddress.Loopback, new Uri(server.Url).Port);
        other.Start();

        await FailsAsync(server.Launch(), "LK8010");
    }

    [Fact(Timeout = Limit)]
    public async Task A_second_process_on_a_data_folder_is_LK8002()
    {
        await Master().StartAsync();

        await FailsAsync(Master().Launch(), "LK8002");
    }

    [Fact(Timeout = Limit)]
    public async Task A_data_folder_that_cannot_be_made_is_LK8001()
    {
        await FailsAsync(Master("no/such/folder").Launch(), "LK8001");
        await File.WriteAllTextAsync(PathOf("a-file"), "", TestContext.Current.CancellationToken);
        await FailsAsync(Master("a-file").Launch(), "LK8001");
    }

    [Fact(Timeout = Limit)]
    public async Task A_body_of_10_MB_is_413_and_the_server_goes_on()
    {
        var server = await Master().StartAsync();

        using var answer = await server.PostAsync("/license", new byte[10 * 1024 * 1024]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/ready"));
    }

    private static async Task FailsAsync(Sample server, string code)
    {
        Assert.Equal(1, await server.ExitAsync());
        Assert.StartsWith(code, server.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Error, StringComparison.Ordinal);
    }
}
