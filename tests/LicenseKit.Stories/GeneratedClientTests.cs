using System.Net.Http.Headers;

namespace LicenseKit.Stories;

/// <summary>A vendor's portal that is written against a client generated from /openapi/v1.json.</summary>
public sealed class GeneratedClientTests : Story
{
    private const string Portal = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net.Http;
        using System.Threading.Tasks;

        namespace Vendor;

        public static class Portal
        {
            public static async Task<IReadOnlyDictionary<string, string>> RunAsync(HttpClient http)
            {
                var api = new LicenseServerClient(http) { ReadResponseAsString = true }; // a refusal that is not caught is told as it came
                var stage = new StageDraft
                {
                    Name = "Quarter end",
                    From = DateTimeOffset.UtcNow.AddDays(-1),
                    Seats = new Dictionary<string, string> { ["execution"] = "+30", ["developer"] = "7" },
                };
                var draft = new ServerLicenseDraft
                {
                    Client = "Initech",
                    Seats = { ["developer"] = 5, ["execution"] = 20 },
                    Duration = "P1Y",
                    Oem = 1,
                    Stages = [stage],
                    Overage = "PT15M",
                    Contact = new ContactDraft { Every = "PT1H", Silence = "P14D" },
                };
                var preview = await api.IssueServerLicenseAsync(draft, dryRun: true);
                var issued = await api.IssueServerLicenseAsync(draft, idempotency_Key: "order-4711");
                var read = await api.GetServerLicenseAsync(issued.Id);
                var page = await api.ListServerLicensesAsync(limit: 10, search: "ini");
                var version = await api.GetServerLicenseVersionAsync(issued.Id, issued.Serial);
                var file = await api.GetServerLicenseFileAsync(issued.Id);
                var suspended = await api.SuspendServerLicenseAsync(
                    issued.Id, if_Match: $"\"{issued.Serial}\"", body: new ReasonMessage { Reason = "unpaid" });
                var session = await api.IssueSessionLicenseAsync(
                    new SessionLicenseDraft { Client = "QA team", Seats = { ["developer"] = 2 }, Duration = "P30D", Allocation = "reserved" });
                return new Dictionary<string, string>
                {
                    ["preview"] = $"{preview.Client} {preview.Timeline.Count > 0}",
                    ["issued"] = $"{issued.Client} {issued.Serial} {issued.Seats["developer"]} {issued.Seats["execution"]}",
                    ["draft"] = issued.Draft.ToString(),
                    ["read"] = $"{read.Id == issued.Id} {read.State}",
                    ["listed"] = string.Join(' ', page.Items.Select(i => i.Client)),
                    ["version"] = $"{version.Serial} {version.State}",
                    ["file"] = $"{file.Lk} {file.Chain.Count}",
                    ["suspended"] = $"{suspended.Serial} {suspended.State}",
                    ["session"] = session.Draft.ToString(),
                    ["taken"] = await RefusedAsync(() => api.IssueServerLicenseAsync(draft)),
                };
            }

            private static async Task<string> RefusedAsync(Func<Task> call)
            {
                try
                {
                    await call();
                    return "not refused";
                }
                catch (ApiException<ProblemDocument> e)
                {
                    return $"{e.StatusCode} {e.Result.Status} {e.Result.Code}";
                }
            }
        }
        """;

    [Fact(Timeout = Limit)]
    public async Task A_client_that_is_generated_from_the_description_issues_reads_lists_and_suspends_a_license()
    {
        var server = await new Server(this, "generated").StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(server.Url) };
        var description = await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var run = await GeneratedClient.CompileAsync(description, Portal);
        var key = await File.ReadAllTextAsync(server.File("admin.key"), TestContext.Current.CancellationToken);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Trim());

        var portal = await run(http);

        Assert.Equal("Initech True", portal["preview"]);
        Assert.Equal("Initech 1 7 50", portal["issued"]);
        Assert.Contains("\"overage\":\"PT15M\"", portal["draft"], StringComparison.Ordinal);
        Assert.Equal("True active", portal["read"]);
        Assert.Equal("Initech", portal["listed"]);
        Assert.Equal("1 active", portal["version"]);
        Assert.Equal("license-bundle/1 2", portal["file"]);
        Assert.Equal("2 suspended", portal["suspended"]);
        Assert.Contains("\"reserved\"", portal["session"], StringComparison.Ordinal);
        Assert.Equal("409 409 LK", portal["taken"][..10]);
    }
}
