namespace LicenseKit.Stories;

/// <summary>The key of a server lives in another process.</summary>
public sealed class SignerTests : Story
{
    private const string Draft = """{ "client": "Initech", "seats": { "developer": 1 }, "duration": "P1Y" }""";

    [Fact(Timeout = Limit)]
    public async Task A_server_whose_signer_is_killed_refuses_to_issue_until_it_is_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The signer's socket is guarded by Unix permissions.");
        var socket = PathOf("signer.sock");
        var signer = await SignerAsync(socket);
        var server = await new Server(this, "signed", $"--LicenseKit:Signer={socket}").StartAsync();
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(socket) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.False(File.Exists(server.File("installation.key.pem")));

        signer.Kill();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => server.PostAsync("/server-licenses", Draft));
        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
        Assert.Contains("LK8012", refused.Message, StringComparison.Ordinal);

        await SignerAsync(socket);
        await Until("the server issues again", async () => await IssuesAsync(server), server.Process);
        Assert.Single((await server.GetAsync("/server-licenses"))["items"]!.AsArray());
    }

    private static async Task<bool> IssuesAsync(Server server)
    {
        try
        {
            await server.PostAsync("/server-licenses", Draft);
            return true;
        }
        catch (InvalidOperationException e) when (e.Message.Contains("LK8012", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private async Task<Sample> SignerAsync(string socket)
    {
        var signer = Start("Signer", PathOf("signer.key.pem"), socket);
        await signer.SaysAsync("signing as");
        return signer;
    }
}
