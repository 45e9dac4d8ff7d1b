using System.Text.Json;
using System.Text.Json.Nodes;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>What a portal gets from the services is, as JSON, what the admin API answers.</summary>
public sealed class PublicResultTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _server = null!;

    public async ValueTask InitializeAsync() => _server = await _scene.MasterAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task An_issued_license()
    {
        var license = (await _server.Issuer.IssueAsync(Acme.Child(), "Ann", Scene.Ct)).Good();

        await IsAsync(_server.Issuer.Find(license.Id)!, $"/server-licenses/{license.Id}");
    }

    [Fact]
    public async Task A_version()
    {
        var license = (await _server.Issuer.IssueAsync(Acme.Child(), "Ann", Scene.Ct)).Good();

        await IsAsync(_server.Issuer.FindVersion(license.Id, 1)!, $"/server-licenses/{license.Id}/versions/1");
    }

    [Fact]
    public async Task A_page_of_licenses_and_one_of_versions()
    {
        var license = (await _server.Issuer.IssueAsync(Acme.Child(), "Ann", Scene.Ct)).Good();
        await _server.Issuer.SuspendAsync(license.Id, "unpaid", "Ann", null, Scene.Ct);

        await IsAsync((await _server.Issuer.PageAsync(new() { Type = "server" }, cancellationToken: Scene.Ct)).Good(), "/server-licenses");
        await IsAsync((await _server.Issuer.VersionsAsync(license.Id, cancellationToken: Scene.Ct)).Good(), $"/server-licenses/{license.Id}/versions");
    }

    [Fact]
    public async Task The_own_license_and_what_is_granted()
    {
        await _server.Issuer.IssueAsync(Acme.Child(), "Ann", Scene.Ct);

        await IsAsync(_server.Server.Status().Good(), "/license");
        await IsAsync(_server.Issuer.Usage().Good(), "/usage");
    }

    [Fact]
    public async Task A_preview()
    {
        var team = (await _server.Issuer.IssueSessionLicenseAsync(Acme.Team(), "Ann", Scene.Ct)).Good();
        var preview = (await _server.Issuer.PreviewAsync(LicenseChange.RevokeSession(team.Id), Scene.Ct)).Good();

        IsAnswer(preview, (await _server.Http.PostAdminAsync($"/session-licenses/{team.Id}/revoke?dryRun=true")).Body);
    }

    [Fact]
    public async Task Sessions_and_the_audit_trail()
    {
        await using var session = (await _server.Licensing.AcquireAsync("developer", Scene.Ct)).Session;

        await IsAsync((await _server.Server.SessionsAsync(cancellationToken: Scene.Ct)).Good(), "/sessions");
        await IsAsync((await _server.Server.ActivityAsync(cancellationToken: Scene.Ct)).Good(), "/activity");
    }

    private async Task IsAsync<T>(T result, string path)
    {
        IsAnswer(result, (await _server.Http.GetAdminAsync(path)).Body);
    }

    private static void IsAnswer<T>(T result, string body)
    {
        var answer = JsonNode.Parse(body);

        Assert.True(JsonNode.DeepEquals(answer, JsonSerializer.SerializeToNode(result, JsonSerializerOptions.Web)),
            $"{answer?.ToJsonString()}\n{JsonSerializer.Serialize(result, JsonSerializerOptions.Web)}");
    }
}
