using System.Net;
using System.Net.Http.Headers;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>Who may use a server, changed by those who may.</summary>
public sealed class SettingsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_admin_adds_an_account_which_signs_in()
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = await host.SignedInAsync();

        Assert.Equal(HttpStatusCode.SeeOther, await browser.SubmitAsync("/settings", "/settings/accounts", ("name", "Bob"), ("password", AccountHost.Password), ("role", "viewer")));

        using var bob = await host.SignedInAsync("Bob");
        Assert.Equal(HttpStatusCode.OK, await bob.GetAsync("/settings"));
        Assert.DoesNotContain("Add the account", bob.Page, StringComparison.Ordinal);
        Assert.Equal(("Acme", "Bob (viewer)"), (await host.Server.ActivityAsync(10, Ct)).Where(r => r.Action == "account.add").Select(r => (r.By, r.Text)).First());
    }

    [Fact]
    public async Task A_name_is_taken_in_any_case_and_a_name_with_markup_is_shown_as_it_is()
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = await host.SignedInAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await AddAsync("aCME"));
        Assert.Equal(HttpStatusCode.SeeOther, await AddAsync("<script>alert(1)</script>"));
        await browser.GetAsync("/settings");

        Assert.DoesNotContain("<script>", browser.Page, StringComparison.Ordinal);

        Task<HttpStatusCode> AddAsync(string name) => browser.SubmitAsync("/settings", "/settings/accounts", ("name", name), ("password", AccountHost.Password), ("role", "admin"));
    }

    [Fact]
    public async Task A_viewer_changes_nothing_with_the_token_of_a_page_that_it_may_see()
    {
        await using var host = await AccountHost.StartAsync(("Bob", false));
        using var bob = await host.SignedInAsync("Bob");

        foreach (var action in new[] { "accounts", "keys", $"accounts/{await host.IdOfAsync("Acme")}/remove", $"accounts/{await host.IdOfAsync("Bob")}/role" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await bob.SubmitAsync("/settings", "/settings/" + action, ("name", "Eve"), ("password", AccountHost.Password), ("role", "admin")));
        }

        Assert.Equal(2, (await host.Accounts.AllAsync(Ct)).Value!.Length);
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("role")]
    public async Task The_last_admin_stays_one(string change)
    {
        await using var host = await AccountHost.StartAsync(("Bob", false));
        using var browser = await host.SignedInAsync();
        var page = $"/settings/accounts/{await host.IdOfAsync("Acme")}";

        Assert.Equal(HttpStatusCode.BadRequest, await browser.SubmitAsync(page, $"{page}/{change}", ("role", "viewer"), ("confirm", "Acme")));
        Assert.Contains("This is the last admin", browser.Page, StringComparison.Ordinal);
        Assert.True((await host.Accounts.FindByNameAsync("Acme", Ct))!.IsAdmin);
    }

    [Fact]
    public async Task Of_two_admins_who_remove_each_other_at_once_one_stays()
    {
        await using var host = await AccountHost.StartAsync(("Ann", true));
        var (acme, ann) = (await host.IdOfAsync("Acme"), await host.IdOfAsync("Ann"));

        var outcomes = await Task.WhenAll(host.Accounts.RemoveAsync(acme, "Ann", Ct), host.Accounts.RemoveAsync(ann, "Acme", Ct));

        Assert.Single(outcomes, o => o.IsDone);
        Assert.Single((await host.Accounts.AllAsync(Ct)).Value!);
    }

    [Fact]
    public async Task Removing_an_account_asks_for_its_name()
    {
        await using var host = await AccountHost.StartAsync(("Bob", false));
        using var browser = await host.SignedInAsync();
        var page = $"/settings/accounts/{await host.IdOfAsync("Bob")}/remove";

        Assert.Equal(HttpStatusCode.BadRequest, await browser.SubmitAsync(page, page, ("confirm", "bob")));
        Assert.Contains("id=\"confirm-e\"", browser.Page, StringComparison.Ordinal);
        Assert.Contains("value=\"bob\"", browser.Page, StringComparison.Ordinal);
        Assert.NotNull(await host.Accounts.FindByNameAsync("Bob", Ct));
        Assert.Equal(HttpStatusCode.SeeOther, await browser.SubmitAsync(page, page, ("confirm", "Bob")));

        Assert.Null(await host.Accounts.FindByNameAsync("Bob", Ct));
    }

    [Fact]
    public async Task What_is_wrong_with_an_account_is_told_beside_each_field_and_what_was_typed_stays()
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = await host.SignedInAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await browser.SubmitAsync("/settings", "/settings/accounts", ("name", " Bob"), ("password", "short pass!"), ("role", "admin")));

        Assert.All(["an", "ap"], id => Assert.Contains($"aria-invalid=\"true\" aria-describedby=\"{(id == "ap" ? "ap-h ap-e" : "an-e")}\"", InputOf(browser, id), StringComparison.Ordinal));
        Assert.Contains("value=\" Bob\"", InputOf(browser, "an"), StringComparison.Ordinal);
        Assert.DoesNotContain("short pass!", browser.Page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"admin\" selected>", browser.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_a_key_that_is_taken_is_told_beside_its_field()
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = await host.SignedInAsync();
        await browser.SubmitAsync("/settings", "/settings/keys", ("name", "billing"), ("role", "viewer"));

        Assert.Equal(HttpStatusCode.BadRequest, await browser.SubmitAsync("/settings", "/settings/keys", ("name", "Billing"), ("role", "admin")));

        Assert.Contains("value=\"Billing\"", InputOf(browser, "kn"), StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", InputOf(browser, "kn"), StringComparison.Ordinal);
        Assert.DoesNotContain("aria-invalid", InputOf(browser, "an"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_new_password_is_told_beside_its_field()
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = await host.SignedInAsync();
        var page = $"/settings/accounts/{await host.IdOfAsync("Acme")}";

        Assert.Equal(HttpStatusCode.BadRequest, await browser.SubmitAsync(page, page + "/password", ("password", "short pass!")));

        Assert.Contains("aria-invalid=\"true\"", InputOf(browser, "pw"), StringComparison.Ordinal);
        Assert.Contains("The password has 11 characters.", browser.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("role")]
    [InlineData("password")]
    public async Task What_changes_of_an_account_ends_its_sessions(string change)
    {
        await using var host = await AccountHost.StartAsync(("Bob", false));
        using var bob = await host.SignedInAsync("Bob");
        using var browser = await host.SignedInAsync();
        var page = $"/settings/accounts/{await host.IdOfAsync("Bob")}";

        Assert.Equal(HttpStatusCode.SeeOther, await browser.SubmitAsync(page, $"{page}/{change}", ("role", "admin"), ("password", "another horse battery"), ("confirm", "Bob")));

        Assert.Equal(HttpStatusCode.Redirect, await bob.GetAsync("/settings"));
        Assert.Equal(HttpStatusCode.OK, await browser.GetAsync("/settings"));
    }

    [Fact]
    public async Task Whoever_changes_the_own_password_stays_signed_in_here_and_nowhere_else()
    {
        await using var host = await AccountHost.StartAsync();
        using var here = await host.SignedInAsync();
        using var elsewhere = await host.SignedInAsync();
        var page = $"/settings/accounts/{await host.IdOfAsync("Acme")}";

        await here.SubmitAsync(page, page + "/password", ("password", "another horse battery"));

        Assert.Equal(HttpStatusCode.OK, await here.GetAsync("/settings"));
        Assert.Equal(HttpStatusCode.Redirect, await elsewhere.GetAsync("/settings"));
    }

    [Fact]
    public async Task An_API_key_is_shown_once_works_and_ends_when_it_is_removed()
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = await host.SignedInAsync();
        Assert.Equal(HttpStatusCode.OK, await browser.SubmitAsync("/settings", "/settings/keys", ("name", "billing"), ("role", "admin")));
        var key = System.Text.RegularExpressions.Regex.Match(browser.Page, "lk_[A-Za-z0-9_-]{43}").Value;

        Assert.Equal(HttpStatusCode.OK, await CallAsync(host, key));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(host, key[..^1]));
        await browser.GetAsync("/settings");
        Assert.DoesNotContain(key, browser.Page, StringComparison.Ordinal);
        Assert.Contains("15 Jan 2027", browser.Page, StringComparison.Ordinal);
        var remove = System.Text.RegularExpressions.Regex.Match(browser.Page, "/settings/keys/[A-Za-z0-9_-]+/remove").Value;
        Assert.Equal(HttpStatusCode.OK, await browser.GetAsync(remove));
        Assert.Contains("Remove <bdi>billing</bdi>?", browser.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(host, key));
        Assert.Equal(HttpStatusCode.SeeOther, await browser.SubmitAsync(remove, remove));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(host, key));
    }

    [Fact]
    public async Task A_viewers_key_does_not_call_the_admin_API_and_the_hosts_key_does()
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = await host.SignedInAsync();
        await browser.SubmitAsync("/settings", "/settings/keys", ("name", "watch"), ("role", "viewer"));
        var key = System.Text.RegularExpressions.Regex.Match(browser.Page, "lk_[A-Za-z0-9_-]{43}").Value;

        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(host, key));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(host, AccountHost.AdminKey));
    }

    [Fact]
    public async Task The_API_answers_problems_where_a_page_leads_to_signing_in()
    {
        await using var host = await AccountHost.StartAsync(("Bob", false));
        using var bob = await host.SignedInAsync("Bob");
        using var nobody = host.NewBrowser();

        Assert.Equal(HttpStatusCode.Unauthorized, await nobody.GetAsync(HttpTalk.V1 + "/admin/license"));
        Assert.Contains("LK8018", nobody.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await bob.GetAsync(HttpTalk.V1 + "/admin/license"));
        Assert.Contains("LK8019", bob.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_ToString_shows_a_secret()
    {
        await using var host = await AccountHost.StartAsync();
        var account = (await host.Accounts.FindByNameAsync("Acme", Ct))!;

        Assert.DoesNotContain(account.Hash, account.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(account.Stamp, account.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", account.Hash, StringComparison.Ordinal);
    }

    private static string InputOf(Browser browser, string id) =>
        System.Text.RegularExpressions.Regex.Match(browser.Page, $"<input [^>]*id=\"{id}\"[^>]*>", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Value;

    private static async Task<HttpStatusCode> CallAsync(AccountHost host, string key)
    {
        using var http = host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, HttpTalk.V1 + "/admin/license");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await http.SendAsync(request, Ct);
        return response.StatusCode;
    }
}
