using System.Net;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>Many drafts in one call.</summary>
public sealed class DraftBatchTests : IAsyncLifetime
{
    private const string Servers = "/server-licenses/batch";

    private readonly Scene _scene = new();
    private Portal _master = null!;

    private HttpClient Http => _master.Http;

    public async ValueTask InitializeAsync() => _master = await _scene.MasterAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Each_draft_has_its_own_result_in_its_place()
    {
        var answer = (await Http.PostAdminAsync(Servers, Items(Drafts.Child("A", 6), "{\"colour\":1}", Drafts.Child("B", 12), Drafts.Child("C", 4), "7"))).Is(HttpStatusCode.OK);

        Assert.Equal([201, 400, 409, 201, 400], Statuses(answer));
        Assert.Equal(["LK7001", "LK7004", "LK7001"], answer.Items.Where(i => i.GetProperty("problem").ValueKind is System.Text.Json.JsonValueKind.Object)
            .Select(i => i.GetProperty("problem").GetProperty("code").GetString()));
        Assert.Equal(["A", "C"], (await Http.GetAdminAsync("/server-licenses")).Clients);
        Assert.Equal(1, answer.Items[3].GetProperty("license").GetProperty("serial").GetInt32());
    }

    [Fact]
    public async Task A_dry_run_counts_each_draft_on_top_of_those_before_it_and_issues_none()
    {
        var shown = (await Http.PostAdminAsync(Servers + "?dryRun=true", Items(Drafts.Child("A", 6), Drafts.Child("A", 1), Drafts.Child("B", 10), Drafts.Child("C", 4)))).Is(HttpStatusCode.OK);

        Assert.Equal([200, 409, 409, 200], Statuses(shown));
        Assert.Equal(0, shown.Json.GetProperty("left").GetProperty("segments")[0].GetProperty("left").GetProperty("developer").GetInt32());
        Assert.Equal(2, shown.Items[3].GetProperty("license").GetProperty("timeline").GetArrayLength() + 1);
        Assert.Empty((await Http.GetAdminAsync("/server-licenses")).Items);
    }

    [Fact]
    public async Task Session_licenses_are_issued_in_one_call_too()
    {
        var answer = (await Http.PostAdminAsync("/session-licenses/batch", Items(Drafts.Team(), Drafts.Team(3)))).Is(HttpStatusCode.OK);

        Assert.Equal([201, 201], Statuses(answer));
        Assert.Equal(2, (await Http.GetAdminAsync("/session-licenses")).Items.Count);
    }

    [Fact]
    public async Task The_same_call_again_with_its_key_issues_only_what_was_not_issued()
    {
        var drafts = Items(Drafts.Child("A", 6), Drafts.Child("B", 12));
        var first = await Http.AdminAsync(HttpMethod.Post, Servers, drafts, null, "key");
        await Http.PostAdminAsync($"/server-licenses/{first.Items[0].GetProperty("license").GetProperty("id").GetString()}/revoke");

        var second = await Http.AdminAsync(HttpMethod.Post, Servers, drafts, null, "key");

        Assert.Equal([201, 409], Statuses(first));
        Assert.Equal([201, 201], Statuses(second));
        Assert.Equal(first.Items[0].GetRawText(), second.Items[0].GetRawText());
        (await Http.AdminAsync(HttpMethod.Post, Servers, Items(Drafts.Child("A", 1)), null, "key")).Is(HttpStatusCode.OK);
        Assert.Equal("LK8030", (await Http.AdminAsync(HttpMethod.Post, Servers, Items(Drafts.Child("A", 1)), null, "key")).Items[0].GetProperty("problem").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"items\":1}")]
    [InlineData("{")]
    public async Task What_is_no_list_of_drafts_is_malformed(string body) => (await Http.PostAdminAsync(Servers, body)).IsProblem(HttpStatusCode.BadRequest, "LK8007");

    [Fact]
    public async Task More_than_a_hundred_are_refused_together()
    {
        var draft = Drafts.Team();

        (await Http.PostAdminAsync("/session-licenses/batch", Items([.. Enumerable.Repeat(draft, 101)]))).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        Assert.Empty((await Http.GetAdminAsync("/session-licenses")).Items);
        Assert.All(Statuses(await Http.PostAdminAsync("/session-licenses/batch", Items([.. Enumerable.Repeat(draft, 100)]))), s => Assert.Equal(201, s));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _master.Issuer.ApplyAllAsync([.. Enumerable.Repeat(LicenseChange.Issue(Acme.Team()), 101)], "Ann", null, Scene.Ct));
    }

    [Fact]
    public async Task Changes_of_any_kind_are_made_in_order()
    {
        var id = (await _master.Issuer.IssueAsync(Acme.Child(), "Ann", Scene.Ct)).Good().Id;
        LicenseChange[] changes = [LicenseChange.Suspend(id), LicenseChange.Resume("unknown"), LicenseChange.Resume(id), LicenseChange.Issue(Acme.Team())];

        var previews = await _master.Issuer.PreviewAllAsync(changes, Scene.Ct);
        var made = await _master.Issuer.ApplyAllAsync(changes, "Ann", null, Scene.Ct);

        Assert.Equal([2L, null, 3L, 1L], previews.Select(p => p.Value?.Serial));
        Assert.Equal([2L, null, 3L, 1L], made.Select(p => p.Value?.Serial));
        Assert.Equal(FaultCode.UnknownGrant, made[1].Fault!.Code);
    }

    private static string Items(params string[] drafts) => $"{{\"items\":[{string.Join(',', drafts)}]}}";

    private static IEnumerable<int> Statuses(HttpTalk.Answer answer) => answer.Items.Select(i => i.GetProperty("status").GetInt32());
}
