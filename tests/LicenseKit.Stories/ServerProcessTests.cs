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
        var robot = await WorkingAsync(server.File("app.lic"), "execution", server);
        var sessions = (await server.SessionsAsync()).Keys;
        var before = (Id: (string)(await server.GetAsync("/license"))["id"]!, server.Code, App: await File.ReadAllTextAsync(server.File("app.lic"), TestContext.Current.CancellationToken));
        server.Process.Terminate();
        Assert.Equal(0, await server.Process.ExitAsync(seconds: 10));

        await server.StartAsync();

        Assert.Equal(before, ((string)(await server.GetAsync("/license"))["id"]!, server.Code, await File.ReadAllTextAsync(server.File("app.lic"), TestContext.Current.CancellationToken)));
        Assert.Equal(sessions, (await server.SessionsAsync()).Keys);
        Assert.True(robot.Runs, robot.ToString());
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

    [Theory(Timeout = Limit)]
    [InlineData("", "has 0 characters; 32 are the least")]
    [InlineData("\n", "has 0 characters; 32 are the least")]
    [InlineData("0123456789abcdefghijklmnopqrstu\n", "has 31 characters; 32 are the least")]
    [InlineData("0123456789abcdefghijklmnopqrstuv \n", "has a space")]
    [InlineData("0123456789abcdefghijklmnopqrstuv\n\n", "has a space, a line end")]
    [InlineData("\u00a00123456789abcdefghijklmnopqrstuv", "not visible ASCII")]
    public async Task An_admin_key_that_is_no_secret_or_no_header_is_LK8004(string key, string problem)
    {
        Directory.CreateDirectory(PathOf("master"));
        await File.WriteAllTextAsync(PathOf("master/admin.key"), key, TestContext.Current.CancellationToken);
        var server = Master().Launch();

        await FailsAsync(server, "LK8004");

        Assert.Contains(problem, server.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", server.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("master/root.key.pem")));
    }

    [Theory(Timeout = Limit)]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task An_admin_key_of_32_characters_admits_itself_and_nothing_that_looks_like_it(string end)
    {
        const string Key = "0123456789abcdefghijklmnopqrstuv";
        Directory.CreateDirectory(PathOf("master"));
        await File.WriteAllTextAsync(PathOf("master/admin.key"), Key + end, TestContext.Current.CancellationToken);
        var server = await Master().StartAsync();

        Assert.Equal(HttpStatusCode.OK, await server.StatusWithAsync($"Bearer {Key}"));
        foreach (var other in (string[])["Bearer \u00a0", "Bearer", $"Bearer \u00a0{Key}", $"Bearer {Key}\u00a0", $"Bearer {Key}\u0085", $"Bearer {Key}x", $"Bearer {Key[..^1]}", $"Bearer {Key.ToUpperInvariant()}", Key])
        {
            Assert.Equal((other, HttpStatusCode.Unauthorized), (other, await server.StatusWithAsync(other)));
        }
    }

    [Fact(Timeout = Limit)]
    public async Task What_other_users_could_read_of_the_data_folder_is_taken_from_them_with_a_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps no mode bits.");
#pragma warning disable CA1416 // Skipped on Windows.
        var server = await Master().StartAsync();
        Assert.All(Directory.GetFiles(PathOf("master")), file => Assert.Equal((file, (UnixFileMode)Convert.ToInt32("0600", 8)), (file, File.GetUnixFileMode(file))));
        await server.KillAsync();
        string[] names = ["admin.key", "root.key.pem", "installation.key.pem", "master.lic", "app.lic", "licensekit.db", "licensekit.db-wal", "licensekit.db-shm", "licensekit.state"];
        var keys = names.Select(server.File).ToArray();
        Assert.All(keys, file => File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32("0644", 8)));
        File.SetUnixFileMode(PathOf("master"), (UnixFileMode)Convert.ToInt32("0755", 8));
        Assert.DoesNotContain("was open to other users", server.Process.Output, StringComparison.Ordinal);

        await server.StartAsync();

        Assert.All(keys, file => Assert.Equal((UnixFileMode)Convert.ToInt32("0600", 8), File.GetUnixFileMode(file)));
        Assert.Equal((UnixFileMode)Convert.ToInt32("0700", 8), File.GetUnixFileMode(PathOf("master")));
        await server.Process.SaysAsync("License Code");
        Assert.All((string[])[PathOf("master"), .. keys], path => Assert.Contains($"{path} was open to other users", server.Process.Output, StringComparison.Ordinal));
#pragma warning restore CA1416
    }

    [Fact(Timeout = Limit)]
    public async Task A_body_of_10_MB_is_413_and_the_server_goes_on()
    {
        var server = await Master().StartAsync();

        foreach (var chunked in (bool[])[false, true])
        {
            using var answer = await server.PostAsync("/license", new byte[10 * 1024 * 1024], chunked);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/ready"));
    }

    private static async Task FailsAsync(Sample server, string code)
    {
        Assert.Equal(1, await server.ExitAsync());
        Assert.StartsWith(code, server.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_whose_database_was_lost_does_not_start_until_it_is_told_so()
    {
        var master = await Master().StartAsync();
        await master.KillAsync();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(master.File("licensekit.db"))!, "licensekit.db*"))
        {
            File.Delete(file);
        }

        var refused = master.Launch();
        Assert.Equal(1, await refused.ExitAsync());
        Assert.StartsWith("LK8003:", refused.Error, StringComparison.Ordinal);
        Assert.Contains("is empty, but this installation was set up before", refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.TrimEnd().Split('\n'));

        var accepted = await new Server(this, "master", "--LicenseKit:AcceptEmptyState=true").StartAsync();
        Assert.Equal(System.Net.HttpStatusCode.OK, await accepted.StatusAsync("/health/ready"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_whose_database_is_older_than_it_was_does_not_start_until_it_is_told_so()
    {
        var master = await Master().StartAsync();
        master.Process.Terminate();
        await master.Process.ExitAsync();
        File.Copy(master.File("licensekit.db"), PathOf("backup.db"));
        await master.StartAsync();
        await master.IssueAppAsync();
        master.Process.Terminate();
        await master.Process.ExitAsync();
        File.Copy(PathOf("backup.db"), master.File("licensekit.db"), overwrite: true);

        var refused = master.Launch();
        await FailsAsync(refused, "LK8003:");
        Assert.Contains("is older than it was", refused.Error, StringComparison.Ordinal);

        var accepted = await new Server(this, "master", "--LicenseKit:AcceptEmptyState=true").StartAsync();
        Assert.Equal(HttpStatusCode.OK, await accepted.StatusAsync("/health/ready"));
        accepted.Process.Terminate();
        await accepted.Process.ExitAsync();
        Assert.Equal(HttpStatusCode.OK, await (await master.StartAsync()).StatusAsync("/health/ready"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_whose_log_was_cut_does_not_start()
    {
        var master = await Master().StartAsync();
        var length = new FileInfo(master.File("licensekit.db-wal")).Length;
        await CountedAsync("PT10M");
        await CountedAsync("PT20M"); // what was counted first may be the start itself; by now the first license is
        await master.KillAsync();
        await using (var log = File.Open(master.File("licensekit.db-wal"), FileMode.Open))
        {
            log.SetLength(length);
        }

        var refused = master.Launch();
        await FailsAsync(refused, "LK8003:");
        Assert.Contains("is older than it was", refused.Error, StringComparison.Ordinal);

        async Task CountedAsync(string maxLease)
        {
            var before = await File.ReadAllTextAsync(master.File("licensekit.state"), TestContext.Current.CancellationToken);
            await master.IssueAppAsync(maxLease);
            await Until("what is stored is counted", async () => await File.ReadAllTextAsync(master.File("licensekit.state")) != before, master.Process);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_damaged_database_is_one_line_with_its_code()
    {
        var master = await Master().StartAsync();
        await master.KillAsync();
        foreach (var log in Directory.GetFiles(Path.GetDirectoryName(master.File("licensekit.db"))!, "licensekit.db-*"))
        {
            File.Delete(log);
        }

        await File.WriteAllTextAsync(master.File("licensekit.db"), new string('x', 8192), TestContext.Current.CancellationToken);

        var refused = master.Launch();
        Assert.Equal(1, await refused.ExitAsync());
        Assert.StartsWith("LK8003:", refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.TrimEnd().Split('\n'));
    }
}
