using System.Net;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>Lists of licenses: pages, filters, orders.</summary>
public sealed class LicenseListTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _master = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _master = await _scene.MasterAsync();
        _http = _master.Http;
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("client")]
    [InlineData("expires")]
    [InlineData("lastPing")]
    public async Task Pages_give_every_license_once_in_one_order(string sort)
    {
        var all = new[] { "Delta", "alpha", "Charlie", "bravo", "Echo" };
        foreach (var client in all)
        {
            (await _http.PostAdminAsync("/server-licenses", Drafts.Child(client, 1))).Is(HttpStatusCode.Created);
        }

        var read = await ClientsAsync($"/server-licenses?limit=2&sort={sort}");

        Assert.Equal(all.Order(), read.Order());
        if (sort == "client")
        {
            Assert.Equal(["alpha", "bravo", "Charlie", "Delta", "Echo"], read);
        }
    }

    [Fact]
    public async Task What_is_issued_between_two_pages_neither_hides_nor_repeats_a_license()
    {
        foreach (var client in new[] { "B", "D", "F" })
        {
            await _http.PostAdminAsync("/server-licenses", Drafts.Child(client, 1));
        }

        var first = await _http.GetAdminAsync("/server-licenses?limit=2");
        await _http.PostAdminAsync("/server-licenses", Drafts.Child("A", 1));
        await _http.PostAdminAsync("/server-licenses", Drafts.Child("E", 1));
        var rest = await _http.GetAdminAsync("/server-licenses?limit=2&after=" + first.Next);

        Assert.Equal(["B", "D"], first.Clients);
        Assert.Equal(["E", "F"], rest.Clients);
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task A_cursor_of_another_order_is_refused()
    {
        await _http.PostAdminAsync("/server-licenses", Drafts.Child("A", 1));
        await _http.PostAdminAsync("/server-licenses", Drafts.Child("B", 1));
        var next = (await _http.GetAdminAsync("/server-licenses?limit=1")).Next;

        (await _http.GetAdminAsync("/server-licenses?sort=expires&after=" + next)).IsProblem(HttpStatusCode.BadRequest, "LK8007");
    }

    [Fact]
    public async Task A_list_is_filtered_by_standing_and_expiry_and_ordered_by_expiry()
    {
        await _http.PostAdminAsync("/server-licenses", Draft("Late", "P300D"));
        await _http.PostAdminAsync("/server-licenses", Draft("Soon", "P10D"));
        var stopped = (await _http.PostAdminAsync("/server-licenses", Draft("Stopped", "P20D"))).Id;
        await _http.PostAdminAsync($"/server-licenses/{stopped}/suspend");
        var limit = Uri.EscapeDataString((Acme.Start + TimeSpan.FromDays(20)).ToString("yyyy-MM-ddTHH:mm:ssK", null));

        Assert.Equal(["Soon", "Stopped", "Late"], (await _http.GetAdminAsync("/server-licenses?sort=expires")).Clients);
        Assert.Equal(["Stopped"], (await _http.GetAdminAsync("/server-licenses?standing=suspended")).Clients);
        Assert.Equal(["Late", "Soon"], (await _http.GetAdminAsync("/server-licenses?standing=not-activated")).Clients);
        Assert.Equal(["Soon"], (await _http.GetAdminAsync("/server-licenses?expiresBefore=" + limit)).Clients);
        Assert.Equal(["Late", "Stopped"], (await _http.GetAdminAsync("/server-licenses?expiresFrom=" + limit)).Clients);
    }

    [Fact]
    public async Task Licenses_are_counted_by_the_period_in_which_they_expire()
    {
        await _http.PostAdminAsync("/server-licenses", Draft("Late", "P300D"));
        await _http.PostAdminAsync("/server-licenses", Draft("Soon", "P10D"));
        await _http.PostAdminAsync("/session-licenses", Drafts.Team());
        var revoked = (await _http.PostAdminAsync("/server-licenses", Draft("Gone", "P10D"))).Id;
        await _http.PostAdminAsync($"/server-licenses/{revoked}/revoke");
        DateTimeOffset[] bounds = [Acme.Start, Acme.Start.AddDays(10), Acme.Start.AddDays(11), Acme.Start.AddDays(300)];

        Assert.Equal([0, 1, 1], _master.Issuer.CountExpiring(bounds));
        Assert.Equal([2], _master.Issuer.CountExpiring([bounds[1], bounds[3]]));
        Assert.Empty(_master.Issuer.CountExpiring([]));
    }

    [Fact]
    public async Task Session_licenses_are_listed_in_pages_of_their_own()
    {
        await _http.PostAdminAsync("/server-licenses", Drafts.Child());
        foreach (var _ in Enumerable.Range(0, 3))
        {
            (await _http.PostAdminAsync("/session-licenses", Drafts.Team())).Is(HttpStatusCode.Created);
        }

        Assert.Equal(["Team", "Team", "Team"], await ClientsAsync("/session-licenses?limit=1&search=team"));
        Assert.Empty((await _http.GetAdminAsync("/session-licenses?standing=revoked")).Items);
    }

    [Fact]
    public async Task What_has_never_pinged_comes_before_what_has()
    {
        var (_, pinged) = await _scene.ActivatedChildAsync(_master);
        await _http.PostAdminAsync("/server-licenses", Drafts.Child("Zeta", 1));

        Assert.Equal(["Zeta", "Initech"], await ClientsAsync("/server-licenses?limit=1&sort=lastPing"));
        Assert.Equal(pinged, (await _http.GetAdminAsync("/server-licenses?sort=lastPing")).Items[1].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_list_is_filtered_by_the_last_ping()
    {
        var (child, id) = await _scene.ActivatedChildAsync(_master);
        await _http.PostAdminAsync("/server-licenses", Drafts.Child("Never", 1));
        await _scene.StopAsync(child);
        var ping = _master.Issuer.Find(id)!.LastPing!.Value;

        Assert.Empty((await _http.GetAdminAsync($"/server-licenses?pingedBefore={Instant(ping)}")).Items);
        Assert.Equal(["Initech"], (await _http.GetAdminAsync($"/server-licenses?pingedBefore={Instant(ping.AddSeconds(1))}")).Clients);
        Assert.Empty((await _http.GetAdminAsync($"/session-licenses?pingedBefore={Instant(ping.AddSeconds(1))}")).Items);
        (await _http.GetAdminAsync("/server-licenses?pingedBefore=soon")).IsProblem(HttpStatusCode.BadRequest, "LK8007");

        static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ss'Z'", null);
    }

    private static string Draft(string client, string duration) => $$"""{"client":"{{client}}","seats":{"developer":1},"duration":"{{duration}}"}""";

    private async Task<IReadOnlyList<string>> ClientsAsync(string path)
    {
        var (all, after) = (new List<string>(), (string?)null);
        do
        {
            var page = (await _http.GetAdminAsync(after is null ? path : $"{path}&after={after}")).Is(HttpStatusCode.OK);
            all.AddRange(page.Clients);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }
}
