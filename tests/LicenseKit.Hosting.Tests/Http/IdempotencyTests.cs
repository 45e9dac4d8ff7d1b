using System.Net;
using System.Text;
using LicenseKit.Server;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>A request that is repeated with its key after a lost answer does nothing twice.</summary>
public sealed class IdempotencyTests : IAsyncLifetime
{
    private const string Key = "8e03978e-40d5-43dd-bc93-6894a57f9324";

    private readonly Scene _scene = new();
    private Portal _master = null!;

    private HttpClient Http => _master.Http;

    public async ValueTask InitializeAsync() => _master = await _scene.MasterAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task The_same_request_again_gets_the_same_answer_and_issues_nothing()
    {
        var first = (await IssueAsync(Drafts.Child())).Is(HttpStatusCode.Created);
        await Http.PostAdminAsync($"/server-licenses/{first.Id}/suspend");

        Assert.Equal(first, await IssueAsync(Drafts.Child()));
        Assert.Single((await Http.GetAdminAsync("/server-licenses")).Items);
    }

    [Fact]
    public async Task A_key_lasts_through_a_restart()
    {
        var first = await IssueAsync(Drafts.Child());
        await _scene.StopAsync(_master);
        _master = await _scene.StartAsync("master");

        Assert.Equal(first, await IssueAsync(Drafts.Child()));
    }

    [Fact]
    public async Task The_key_of_another_request_is_refused()
    {
        var made = await IssueAsync(Drafts.Child());

        (await IssueAsync(Drafts.Child(developer: 4))).IsProblem(HttpStatusCode.UnprocessableEntity, "LK8030");
        (await Http.AdminAsync(HttpMethod.Post, $"/server-licenses/{made.Id}/suspend", null, null, Key)).IsProblem(HttpStatusCode.UnprocessableEntity, "LK8030");
        Assert.Equal("active", (await Http.GetAdminAsync("/server-licenses/" + made.Id)).Text("state"));
    }

    [Fact]
    public async Task Every_change_takes_a_key()
    {
        var server = "/server-licenses/" + (await Http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;
        var team = "/session-licenses/" + (await Http.PostAdminAsync("/session-licenses", Drafts.Team())).Id;
        (HttpMethod Method, string Path, string? Body)[] calls =
        [
            (HttpMethod.Put, server, Drafts.Child(developer: 4)), (HttpMethod.Post, server + "/renew", null), (HttpMethod.Post, server + "/suspend", "{\"reason\":\"unpaid\"}"),
            (HttpMethod.Post, server + "/resume", null), (HttpMethod.Post, server + "/reset-activation", null), (HttpMethod.Post, server + "/revoke", null),
            (HttpMethod.Put, team, Drafts.Team(3)), (HttpMethod.Post, team + "/renew", "{}"), (HttpMethod.Post, team + "/revoke", null),
        ];
        foreach (var (method, path, body) in calls)
        {
            var first = (await Http.AdminAsync(method, path, body, null, path + method)).Is(HttpStatusCode.OK);
            var trail = (await Http.GetAdminAsync("/activity")).Body;

            Assert.Equal(first, await Http.AdminAsync(method, path, body, null, path + method));
            Assert.Equal(trail, (await Http.GetAdminAsync("/activity")).Body);
        }
    }

    [Fact]
    public async Task A_license_is_replaced_once_and_a_session_is_ended_once()
    {
        var (other, held) = (AnotherLicense(), _master.Server.Status().Good().Id);
        var session = (await _master.Licensing.AcquireAsync("developer", Scene.Ct)).Session!;

        var ended = (await Http.AdminAsync(HttpMethod.Delete, $"/sessions/{session.Id}", null, null, "end")).Is(HttpStatusCode.NoContent);
        var applied = (await Http.AdminAsync(HttpMethod.Post, $"/license?replace={held}", other, null, "apply")).Is(HttpStatusCode.OK);
        await session.DisposeAsync();
        var trail = (await Http.GetAdminAsync("/activity")).Body;

        Assert.Equal(ended, await Http.AdminAsync(HttpMethod.Delete, $"/sessions/{session.Id}", null, null, "end"));
        Assert.Equal(applied.Id, (await Http.AdminAsync(HttpMethod.Post, $"/license?replace={held}", other, null, "apply")).Is(HttpStatusCode.OK).Id);
        (await Http.AdminAsync(HttpMethod.Post, "/license", other, null, "apply")).IsProblem(HttpStatusCode.UnprocessableEntity, "LK8030");
        (await Http.AdminAsync(HttpMethod.Delete, $"/sessions/{session.Id}", null, null, "another")).IsProblem(HttpStatusCode.NotFound, "LK7011");
        Assert.Equal(trail, (await Http.GetAdminAsync("/activity")).Body);
    }

    [Fact]
    public async Task What_was_refused_may_be_asked_again_with_its_key()
    {
        var other = await Http.PostAdminAsync("/server-licenses", Drafts.Child("Other", 10));
        (await IssueAsync(Drafts.Child(developer: 9))).IsProblem(HttpStatusCode.Conflict, "LK7004");

        await Http.PostAdminAsync($"/server-licenses/{other.Id}/revoke");

        (await IssueAsync(Drafts.Child(developer: 9))).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Requests_at_once_with_one_key_are_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => IssueAsync(Drafts.Child())));

        Assert.Single(answers.Distinct());
        Assert.Equal(HttpStatusCode.Created, answers[0].Status);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("\u00e4")]
    public async Task A_key_is_visible_ascii(string key) =>
        (await Http.AdminAsync(HttpMethod.Post, "/server-licenses", Drafts.Child(), null, key)).IsProblem(HttpStatusCode.BadRequest, "LK8007");

    [Fact]
    public async Task A_dry_run_uses_no_key_up()
    {
        (await Http.AdminAsync(HttpMethod.Post, "/server-licenses?dryRun=true", Drafts.Child(), null, Key)).Is(HttpStatusCode.OK);

        (await IssueAsync(Drafts.Child())).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Each_user_has_keys_of_its_own()
    {
        var key = new IdempotencyKey("4711", "order 4711");
        var first = (await _master.Issuer.ApplyAsync(LicenseChange.Issue(Acme.Child()), "Ann", key, Scene.Ct)).Good();

        Assert.Equal(first, (await _master.Issuer.ApplyAsync(LicenseChange.Issue(Acme.Child()), "Ann", key, Scene.Ct)).Good());
        Assert.Equal(FaultCode.NameTaken, (await _master.Issuer.ApplyAsync(LicenseChange.Issue(Acme.Child()), "Bob", key, Scene.Ct)).Fault!.Code);
        Assert.Equal(FaultCode.KeyReused, (await _master.Issuer.ApplyAsync(LicenseChange.Issue(Acme.Child()), "Ann", key with { Request = "order 4712" }, Scene.Ct)).Fault!.Code);
    }

    [Fact]
    public async Task Users_of_one_name_do_not_share_keys()
    {
        (await IssueAsAsync("admin 1")).Is(HttpStatusCode.Created);

        (await IssueAsAsync("admin 1")).Is(HttpStatusCode.Created);
        (await IssueAsAsync("admin 2")).IsProblem(HttpStatusCode.Conflict, "LK7003");
        (await IssueAsAsync("admin")).IsProblem(HttpStatusCode.Conflict, "LK7003");

        Task<HttpTalk.Answer> IssueAsAsync(string user) => Http.CallAsync(HttpMethod.Post, "/admin/server-licenses", Drafts.Child(), user, null, Key);
    }

    [Fact]
    public void Keys_are_forgotten_after_a_day_of_running_and_the_oldest_of_too_many()
    {
        var two = KeptAnswers.None.With(new(1, "a", "", 0)).With(new(2, "b", "", 1));

        Assert.NotNull(two.Find("a", KeptAnswers.Lifetime - 1));
        Assert.Null(two.Find("a", KeptAnswers.Lifetime));
        Assert.Equal(1, two.With(new(3, "c", "", KeptAnswers.Lifetime)).ForgottenUpTo);

        var full = Enumerable.Range(1, KeptAnswers.Most + 5).Aggregate(KeptAnswers.None, (all, n) => all.With(new(n, $"{n}", "", 0)));
        Assert.Equal(5, full.ForgottenUpTo);
        Assert.Null(full.Find("5", 0));
        Assert.NotNull(full.Find("6", 0));
    }

    private string AnotherLicense() => Encoding.UTF8.GetString(Acme.Master(((LicenseServer)_master.Server).Signer.PublicKey, Acme.Seats(7)));

    private Task<HttpTalk.Answer> IssueAsync(string draft) => Http.AdminAsync(HttpMethod.Post, "/server-licenses", draft, null, Key);
}
