using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace LicenseKit.Stories;

/// <summary>A program that drives the admin API of a real server.</summary>
public sealed class AdminClientTests : Story
{
    private const string Draft = """{ "client": "Initech", "seats": { "developer": 5 }, "duration": "P30D" }""";

    [Fact(Timeout = Limit)]
    public async Task A_request_that_is_repeated_with_its_key_after_a_crash_gets_the_same_answer()
    {
        var server = await new Server(this, "keys").StartAsync();
        var first = await IssueAsync(server);
        await server.KillAsync();
        await server.StartAsync();

        Assert.Equal(first, await IssueAsync(server));
        Assert.Single((await server.GetAsync("/server-licenses"))["items"]!.AsArray());
    }

    [Fact(Timeout = Limit)]
    public async Task An_event_stream_tells_a_change_and_ends_within_10_seconds_of_SIGTERM()
    {
        var server = await new Server(this, "stream").StartAsync();
        using var http = new HttpClient();
        using var request = Request(server, HttpMethod.Get, "/changes?after=0");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var stream = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await IssueAsync(server);
        string? line;
        do
        {
            line = await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        while (line?.Contains("license.issue", StringComparison.Ordinal) == false || line?.Contains("Initech", StringComparison.Ordinal) == false);
        Assert.StartsWith("data: ", line, StringComparison.Ordinal);

        server.Process.Terminate();

        Assert.Equal(0, await server.Process.ExitAsync(seconds: 10));
    }

    private static async Task<(HttpStatusCode Status, string? Location, string? Tag, string Body)> IssueAsync(Server server)
    {
        using var http = new HttpClient();
        using var request = Request(server, HttpMethod.Post, "/server-licenses");
        request.Content = new StringContent(Draft, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", "order-4711");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString, answer.Headers.ETag?.Tag, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static HttpRequestMessage Request(Server server, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, $"{server.Url}/licensekit/v1/admin{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(server.File("admin.key")).Trim());
        return request;
    }
}
