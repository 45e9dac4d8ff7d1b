using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace LicenseKit.Stories;

/// <summary>A license server in a process of its own, and its admin API.</summary>
internal sealed class Server(Story story, string name, params string[] settings)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { Timeout = TimeSpan.FromSeconds(Story.Patience) };

    private readonly string _folder = story.PathOf(name);

    public string Url { get; } = $"http://127.0.0.1:{Places.FreePort()}";

    public Sample Process { get; private set; } = null!;

    /// <summary>Environment variables for the next start.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>();

    /// <summary>A program and its arguments that start the server, to limit it.</summary>
    public IReadOnlyList<string> Before { get; set; } = [];

    public string File(string file) => Path.Combine(_folder, file);

    public string Code => System.IO.File.ReadAllText(File("license-code.txt")).Trim();

    /// <summary>Starts, for the first time or again on the same folder and port, until it is live.</summary>
    public async Task<Server> StartAsync()
    {
        Process = Launch();
        await Story.Until("the server is live", async () => Process.Runs ? await StatusAsync("/health/live") == HttpStatusCode.OK : throw new InvalidOperationException($"The server ended.\n{Process}"), Process);
        return this;
    }

    public Sample Launch() => story.StartIn(Environment, Before, "LicenseServer", ["--urls", Url, $"--LicenseKit:Data={_folder}", .. settings]);

    /// <summary>The status of a GET; none while nobody listens.</summary>
    public async Task<HttpStatusCode?> StatusAsync(string path)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(Url + path), TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>The status of the own license's GET under this header, sent as it is.</summary>
    public async Task<HttpStatusCode> StatusWithAsync(string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Url}/licensekit/v1/admin/license");
        Assert.True(request.Headers.TryAddWithoutValidation("Authorization", authorization));
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public Task<JsonNode> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<JsonNode> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public Task<JsonNode> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    public Task<HttpResponseMessage> PostAsync(string path, byte[] body, bool chunked) => RequestAsync(HttpMethod.Post, path, new ByteArrayContent(body) { Headers = { ContentType = new("application/octet-stream") } }, chunked);

    /// <summary>What the admin API answers to a POST, whatever it is.</summary>
    public async Task<Reply> TryPostAsync(string path, string body)
    {
        using var answer = await RequestAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, "application/json"));
        return await ReplyAsync(answer);
    }

    /// <summary>What apps call: the answer, whatever it is.</summary>
    public async Task<Reply> CallAsync(HttpMethod method, string path, string bearer, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, $"{Url}/licensekit/v1{path}");
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await ReplyAsync(answer);
    }

    /// <summary>Issues a server license from a draft, and writes its file.</summary>
    public async Task<(string Id, string File)> IssueAsync(string draft) => await IssueAsync("server-licenses", draft);

    /// <summary>Issues a session license from a draft, and writes its file.</summary>
    public async Task<(string Id, string File)> IssueSessionAsync(string draft) => await IssueAsync("session-licenses", draft);

    /// <summary>Issues a session license that only its server's license limits, and writes its file.</summary>
    public async Task<string> IssueAppAsync(string maxLease = "PT10M") => (await IssueAsync("session-licenses", $$"""
        { "client": "Robots {{maxLease}}", "seats": { "developer": "unlimited", "execution": "unlimited", "generic": "unlimited" }, "duration": "issuer", "maxLease": "{{maxLease}}" }
        """)).File;

    /// <summary>Writes the file of a license that was issued here.</summary>
    public async Task<string> FileAsync(string type, string id)
    {
        using var answer = await RequestAsync(HttpMethod.Get, $"/{type}/{id}/file", null);
        var file = story.PathOf($"{id}.lic");
        await System.IO.File.WriteAllBytesAsync(file, await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
        return file;
    }

    /// <summary>Polls the own license.</summary>
    public Task OwnAsync(string what, Func<JsonNode, bool> holds) => Story.Until(what, async () => holds(await GetAsync("/license")), Process);

    /// <summary>When the lease of each session ends, by its id.</summary>
    public async Task<SortedDictionary<string, DateTimeOffset>> SessionsAsync() =>
        new((await GetAsync("/sessions"))["items"]!.AsArray().ToDictionary(s => (string)s!["id"]!, s => (DateTimeOffset)s!["ends"]!), StringComparer.Ordinal);

    /// <summary>An operator ends a session.</summary>
    public async Task EndAsync(string session)
    {
        using var answer = await RequestAsync(HttpMethod.Delete, $"/sessions/{session}", null);
        answer.EnsureSuccessStatusCode();
    }

    public async Task KillAsync()
    {
        Process.Kill();
        await Process.ExitAsync();
    }

    private async Task<HttpResponseMessage> RequestAsync(HttpMethod method, string path, HttpContent? body, bool? chunked = null)
    {
        using var request = new HttpRequestMessage(method, $"{Url}/licensekit/v1/admin{path}") { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await System.IO.File.ReadAllTextAsync(File("admin.key"))).Trim());
        request.Headers.TransferEncodingChunked = chunked;
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<Reply> ReplyAsync(HttpResponseMessage answer) =>
        new(answer.StatusCode, await answer.Content.ReadAsStringAsync() is { Length: > 0 } text ? JsonNode.Parse(text)! : new JsonObject());

    private async Task<(string Id, string File)> IssueAsync(string type, string draft)
    {
        var id = (string)(await PostAsync($"/{type}", draft))["id"]!;
        return (id, await FileAsync(type, id));
    }

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string? body)
    {
        using var answer = await RequestAsync(method, path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"));
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}\n{Process}");
    }
}
