using System.Net;
using LicenseKit.Hosting.Server;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Tests.Http;

public sealed class SessionTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _server = null!;
    private string _license = null!;

    private HttpClient Http => _server.Http;

    public async ValueTask InitializeAsync()
    {
        _server = await _scene.MasterAsync(Acme.Seats(2));
        _license = await TeamAsync();
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_seat_is_acquired_renewed_and_released()
    {
        var secret = HttpTalk.NewSecret();

        var first = (await Http.AcquireAsync(_license, secret)).Is(HttpStatusCode.OK);
        Assert.Equal((1L, "good", 300L), (first.N(), first.Text("standing"), first.Json.GetProperty("renewWithin").GetInt64()));
        Assert.Equal(2, (await Http.RenewAsync(secret, 1)).Is(HttpStatusCode.OK).N());
        (await Http.ReleaseAsync(secret)).Is(HttpStatusCode.NoContent);
        (await Http.ReleaseAsync(secret)).Is(HttpStatusCode.NoContent);
        (await Http.RenewAsync(secret, 2)).IsProblem(HttpStatusCode.Gone, "LK6007");
        (await Http.AcquireAsync(_license, secret)).IsProblem(HttpStatusCode.Gone, "LK6007");
        Assert.Empty(await _server.Server.ListSessionsAsync());
    }

    [Fact]
    public async Task Labels_are_a_few_names_with_printable_text()
    {
        (await AcquireAsync("{\n\t\"host\": \"Büro 3\" }")).Is(HttpStatusCode.OK);
        (await AcquireAsync("{\"host\":\"a\\u202eb\"}")).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        (await AcquireAsync("{\"ho st\":\"a\"}")).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        (await AcquireAsync("{\"host\":{\"a\":1}}")).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        (await AcquireAsync("{\"host\":null}")).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        (await AcquireAsync("[]")).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        (await AcquireAsync($"{{{string.Join(',', Enumerable.Range(0, 17).Select(i => $"\"n{i}\":\"x\""))}}}")).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        (await AcquireAsync($"{{\"host\":\"{new string('x', 1100)}\"}}")).IsProblem(HttpStatusCode.BadRequest, "LK8007");

        Assert.Equal("Büro 3", Assert.Single(await _server.Server.ListSessionsAsync()).Labels["host"]);

        Task<HttpTalk.Answer> AcquireAsync(string labels) => Http.CallAsync(HttpMethod.Post, "/sessions",
            $"{{\"license\":\"{_license}\",\"kind\":\"developer\",\"nonce\":\"{Secrets.NewNonce()}\",\"labels\":{labels}}}", Base64UrlText.Encode(HttpTalk.NewSecret()));
    }

    [Fact]
    public async Task The_same_session_again_gets_its_seat_again_and_no_more_time()
    {
        var secret = HttpTalk.NewSecret();
        var first = (await Http.AcquireAsync(_license, secret)).Claims().GetProperty("exp").GetInt64();
        _scene.Clock.Advance(TimeSpan.FromMinutes(2));

        var again = (await Http.AcquireAsync(_license, secret)).Is(HttpStatusCode.OK);

        Assert.Equal((1L, first), (again.N(), again.Claims().GetProperty("exp").GetInt64()));
        Assert.Single(await _server.Server.ListSessionsAsync());
    }

    [Fact]
    public async Task A_repeated_renewal_gets_the_same_number_and_an_older_one_is_a_second_holder()
    {
        var secret = HttpTalk.NewSecret();
        await Http.AcquireAsync(_license, secret);
        Assert.Equal(2, (await Http.RenewAsync(secret, 1)).N());

        Assert.Equal(2, (await Http.RenewAsync(secret, 1)).Is(HttpStatusCode.OK).N());
        Assert.Equal(3, (await Http.RenewAsync(secret, 2)).Is(HttpStatusCode.OK).N());
        (await Http.RenewAsync(secret, 1)).IsProblem(HttpStatusCode.Conflict, "LK6008");
        (await Http.RenewAsync(secret, 4)).IsProblem(HttpStatusCode.Conflict, "LK6008");
        (await Http.RenewAsync(secret, 0)).IsProblem(HttpStatusCode.Conflict, "LK6008");
    }

    [Fact]
    public async Task A_full_house_says_what_is_allowed_what_is_in_use_and_what_limits()
    {
        await Http.AcquireAsync(_license, HttpTalk.NewSecret());
        await Http.AcquireAsync(_license, HttpTalk.NewSecret());

        var full = (await Http.AcquireAsync(_license, HttpTalk.NewSecret())).IsProblem(HttpStatusCode.Conflict, "LK6001");

        Assert.Contains("developer 2", full.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("use", full.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(_server.Server.Status().Good().Id, full.Text("link"));
    }

    [Fact]
    public async Task A_cap_of_the_session_license_is_named_as_the_limit()
    {
        var small = await TeamAsync(1);
        await Http.AcquireAsync(small, HttpTalk.NewSecret());

        var full = (await Http.AcquireAsync(small, HttpTalk.NewSecret())).IsProblem(HttpStatusCode.Conflict, "LK6001");

        Assert.NotEqual(_server.Server.Status().Good().Id, full.Text("link"));
    }

    [Fact]
    public async Task Another_secret_neither_renews_nor_releases()
    {
        var secret = HttpTalk.NewSecret();
        await Http.AcquireAsync(_license, secret);
        var id = Secrets.IdOf(secret);

        (await Http.RenewAsync(HttpTalk.NewSecret(), 1, id)).IsProblem(HttpStatusCode.Forbidden, "LK6010");
        (await Http.ReleaseAsync(HttpTalk.NewSecret(), id)).IsProblem(HttpStatusCode.Forbidden, "LK6010");
        Assert.Single(await _server.Server.ListSessionsAsync());
    }

    [Fact]
    public async Task A_secret_is_for_one_license_and_one_kind()
    {
        var secret = HttpTalk.NewSecret();
        await Http.AcquireAsync(_license, secret);

        (await Http.AcquireAsync(await TeamAsync(), secret)).IsProblem(HttpStatusCode.Forbidden, "LK6010");
        (await Http.AcquireAsync(_license, secret, "execution")).IsProblem(HttpStatusCode.Forbidden, "LK6010");
    }

    [Fact]
    public async Task A_session_license_of_another_server_or_a_revoked_one_gets_no_seat()
    {
        var other = await _scene.StartAsync("other", Acme.Master(_scene.Temp, _scene.Temp.In("other")));
        var foreign = (await other.Issuer.IssueSessionLicenseAsync(Acme.Team(), "Ann", Scene.Ct)).Good();
        var own = (await _server.Issuer.IssueSessionLicenseAsync(Acme.Team(), "Ann", Scene.Ct)).Good();
        var revoked = Acme.SessionJws(_server.Issuer.File(own.Id)!);
        await _server.Issuer.RevokeSessionLicenseAsync(own.Id, null, "Ann", cancellationToken: Scene.Ct);

        (await Http.AcquireAsync(Acme.SessionJws(other.Issuer.File(foreign.Id)!), HttpTalk.NewSecret())).IsProblem(HttpStatusCode.Forbidden, "LK6009");
        (await Http.AcquireAsync("not.a.license", HttpTalk.NewSecret())).IsProblem(HttpStatusCode.Forbidden, "LK6009");
        (await Http.AcquireAsync(revoked, HttpTalk.NewSecret())).IsProblem(HttpStatusCode.Forbidden, "LK6003");
    }

    [Fact]
    public async Task A_session_that_an_operator_ended_is_over_at_its_next_renewal()
    {
        var secret = HttpTalk.NewSecret();
        await Http.AcquireAsync(_license, secret);
        await Http.AdminAsync(HttpMethod.Delete, "/sessions/" + Secrets.IdOf(secret));

        (await Http.RenewAsync(secret, 1)).IsProblem(HttpStatusCode.Gone, "LK6007");
        Assert.Single(await _server.Server.ListSessionsAsync());
    }

    [Fact]
    public async Task A_session_lapses_at_its_lease_end_and_not_before()
    {
        var (kept, lost) = (HttpTalk.NewSecret(), HttpTalk.NewSecret());
        await Http.AcquireAsync(_license, kept);
        await Http.AcquireAsync(_license, lost);

        _scene.Clock.Advance(TimeSpan.FromMilliseconds(599_999));
        (await Http.RenewAsync(kept, 1)).Is(HttpStatusCode.OK);
        _scene.Clock.Advance(TimeSpan.FromMilliseconds(1));

        (await Http.RenewAsync(lost, 1)).IsProblem(HttpStatusCode.Gone, "LK6007");
        (await Http.RenewAsync(kept, 2)).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"license\":null,\"kind\":\"developer\",\"nonce\":\"AAAAAAAAAAAAAAAAAAAAAA\"}")]
    [InlineData("{\"license\":\"x\",\"kind\":\"developer\",\"nonce\":\"short\"}")]
    [InlineData("{\"license\":\"x\",\"kind\":5,\"nonce\":\"AAAAAAAAAAAAAAAAAAAAAA\"}")]
    public async Task A_malformed_request_is_a_bad_request(string body) =>
        (await Http.CallAsync(HttpMethod.Post, "/sessions", body, Base64UrlText.Encode(HttpTalk.NewSecret()))).IsProblem(HttpStatusCode.BadRequest, "LK8007");

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    public async Task A_secret_that_is_none_is_a_bad_request(string? secret)
    {
        var body = $$"""{"license":"{{_license}}","kind":"developer","nonce":"{{Secrets.NewNonce()}}"}""";

        (await Http.CallAsync(HttpMethod.Post, "/sessions", body, secret)).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        (await Http.CallAsync(HttpMethod.Delete, "/sessions/x", null, secret)).IsProblem(HttpStatusCode.BadRequest, "LK8007");
    }

    [Fact]
    public async Task A_kind_that_cannot_be_taken_is_named()
    {
        (await Http.AcquireAsync(_license, HttpTalk.NewSecret(), "generic")).IsProblem(HttpStatusCode.BadRequest, "LK6006");
        (await Http.AcquireAsync(_license, HttpTalk.NewSecret(), "tester")).IsProblem(HttpStatusCode.Conflict, "LK6001");
    }

    [Fact]
    public async Task The_server_says_its_product_and_standing_to_anyone()
    {
        var answer = (await Http.CallAsync(HttpMethod.Get, "/server")).Is(HttpStatusCode.OK);

        Assert.Equal((Acme.Product, "good"), (answer.Text("product"), answer.Text("standing")));
    }

    private async Task<string> TeamAsync(int developer = 10)
    {
        var made = (await _server.Issuer.IssueSessionLicenseAsync(Acme.Team(developer), "Ann", Scene.Ct)).Good();
        return Acme.SessionJws(_server.Issuer.File(made.Id)!);
    }
}
