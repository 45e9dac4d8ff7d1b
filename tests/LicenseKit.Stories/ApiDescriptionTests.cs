using System.Text.Json.Nodes;

namespace LicenseKit.Stories;

/// <summary>What /openapi/v1.json says: enough to write a client from.</summary>
public sealed class ApiDescriptionTests : Story
{
    private const string Json = "application/json";
    private const string Problem = "application/problem+json";

    /// <summary>What every admin call may be refused with.</summary>
    private static readonly string[] Always = ["400", "401", "403"];

    [Fact(Timeout = Limit)]
    public async Task Every_admin_call_is_described_with_its_body_its_answers_and_who_may_call()
    {
        var server = await new Server(this, "described").StartAsync();
        var api = await DescriptionAsync(server);
        var calls = api["paths"]!.AsObject().Where(p => p.Key.Contains("/admin/", StringComparison.Ordinal))
            .SelectMany(p => p.Value!.AsObject().Select(o => (Name: $"{o.Key} {p.Key.TrimEnd('/')}", Call: o.Value!))).ToArray();

        Assert.True(calls.Length >= 20, $"{calls.Length} calls");
        Assert.All(calls, c => HasAnswers(c.Name, c.Call));
        Assert.All(calls.Where(c => c.Name.StartsWith('p') && !c.Name.EndsWith("/receipt", StringComparison.Ordinal)), c =>
            Assert.True(c.Call["requestBody"]?["content"]?[Json]?["schema"] is not null, c.Name + " has no body schema"));
        Assert.All(calls, c => Assert.True(c.Call["security"]?.AsArray().Count == 1, c.Name + " says not who may call"));

        var problem = Resolve(api, calls[0].Call["responses"]!["401"]!["content"]![Problem]!["schema"]!);
        Assert.Contains("code", problem["required"]!.AsArray().Select(r => (string)r!));
        Assert.Equal("bearer", (string)api["components"]!["securitySchemes"]!["adminKey"]!["scheme"]!);
        Described(api, Call("post", "server-licenses"));
        Described(api, Call("post", "session-licenses"));
        Described(api, Call("put", "session-licenses/{id}"));
        Assert.Equal(["Idempotency-Key", "If-Match"], Headers(Call("put", "server-licenses/{id}")));
        Assert.Equal(["Idempotency-Key"], Headers(Call("post", "server-licenses/batch")));
        Assert.Equal(["Idempotency-Key"], Headers(Call("post", "license")));
        Assert.Equal(["Idempotency-Key"], Headers(Call("delete", "sessions/{id}")));
        Assert.NotNull(Call("get", "changes")["responses"]!["200"]!["content"]!["text/event-stream"]!["schema"]);
        var shown = Resolve(api, Call("post", "server-licenses")["responses"]!["200"]!["content"]![Json]!["schema"]!)["properties"]!;
        Assert.NotNull(shown["timeline"]);
        Assert.NotNull(shown["left"]);
        Assert.NotNull(problem["properties"]!["errors"]);

        JsonNode Call(string method, string path) => calls.Single(c => c.Name == $"{method} /licensekit/v1/admin/{path}").Call;
    }

    [Fact(Timeout = Limit)]
    public async Task Every_call_has_a_name_of_its_own_for_methods_of_generated_clients()
    {
        var server = await new Server(this, "named").StartAsync();
        var api = await DescriptionAsync(server);
        var names = api["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (string?)o.Value!["operationId"])).ToArray();

        Assert.All(names, n => Assert.Matches("^[A-Z][A-Za-z]+$", n));
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("IssueServerLicense", names);
    }

    [Fact(Timeout = Limit)]
    public async Task The_page_of_the_description_loads_nothing_from_other_hosts_and_has_no_buttons_of_other_services()
    {
        var server = await new Server(this, "page").StartAsync();
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(server.Url + "/docs/"), TestContext.Current.CancellationToken);
        var page = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var settings = JsonNode.Parse(page.Split('\n').Single(l => l.Contains("\"sources\"", StringComparison.Ordinal)).Trim().TrimEnd(','))!;

        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.Equal(
            "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.True((bool)settings["hideClientButton"]!);
        Assert.True((bool)settings["agent"]!["disabled"]!);
        Assert.True((bool)settings["mcp"]!["disabled"]!);
        Assert.False((bool)settings["telemetry"]!);
        Assert.False((bool)settings["withDefaultFonts"]!);
        Assert.Equal("never", (string)settings["showDeveloperTools"]!);
        Assert.Equal("a[href*='scalar.com'] { display: none !important }", (string)settings["customCss"]!);
    }

    private static async Task<JsonNode> DescriptionAsync(Server server)
    {
        using var http = new HttpClient();
        return JsonNode.Parse(await http.GetStringAsync(new Uri(server.Url + "/openapi/v1.json"), TestContext.Current.CancellationToken))!;
    }

    private static void HasAnswers(string name, JsonNode call)
    {
        var answers = call["responses"]!.AsObject();
        Assert.True(answers.Any(a => a.Key[0] == '2') || name.EndsWith("/receipt", StringComparison.Ordinal), name + " has no good answer");
        Assert.All(answers.Where(a => a.Key is ['2', '0', '0' or '1']), a =>
            Assert.True(a.Value!["content"]!.AsObject().All(c => c.Value!["schema"] is not null), $"{name} {a.Key} has no schema"));
        Assert.All(Always, status =>
            Assert.True(answers[status]?["content"]?[Problem]?["schema"] is not null, $"{name} does not describe {status}"));
        Assert.All(answers.Where(a => a.Key[0] is '4' or '5'), a =>
            Assert.Equal([Problem], a.Value!["content"]!.AsObject().Select(c => c.Key)));
    }

    /// <summary>The schema of a draft names the members of its example, which the server takes.</summary>
    private static void Described(JsonNode api, JsonNode call)
    {
        var body = call["requestBody"]!["content"]![Json]!;
        var schema = Resolve(api, body["schema"]!);
        Assert.Equal(["client", "seats"], schema["required"]!.AsArray().Select(r => (string)r!).Order());
        Assert.All(schema["properties"]!.AsObject(), m =>
            Assert.True((m.Value!["type"] ?? m.Value["$ref"] ?? m.Value["oneOf"]) is not null, m.Key + " has no type"));
        Assert.All(body["example"]!.AsObject(), m => Assert.NotNull(schema["properties"]![m.Key]));
    }

    private static IEnumerable<string> Headers(JsonNode call) =>
        call["parameters"]!.AsArray().Where(p => (string)p!["in"]! == "header").Select(p => (string)p!["name"]!).Order(StringComparer.Ordinal);

    private static JsonNode Resolve(JsonNode api, JsonNode schema) =>
        (string?)schema["$ref"] is { } reference ? api["components"]!["schemas"]![reference.Split('/')[^1]]! : schema;
}
