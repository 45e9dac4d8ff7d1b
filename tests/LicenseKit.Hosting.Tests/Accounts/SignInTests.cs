using System.Net;
using LicenseKit.Portal.Accounts;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>Signing in and out.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task A_cookie_is_hardened_and_lasts_through_a_restart()
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = host.NewBrowser();

        await browser.SignInAsync();

        var cookie = browser.SetCookie!.Split('\n').Single(c => c.StartsWith("__Host-licensekit=", StringComparison.Ordinal));
        Assert.All(["secure", "httponly", "samesite=lax", "path=/"], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        await host.RestartAsync();
        using var after = host.NewBrowser();
        after.Cookies.Add(browser.Cookies.GetAllCookies());
        Assert.Equal(HttpStatusCode.OK, await after.GetAsync("/settings"));
    }

    [Theory]
    [InlineData(8 * 3600 - 1, HttpStatusCode.OK)]
    [InlineData(8 * 3600 + 1, HttpStatusCode.Redirect)]
    public async Task A_cookie_lasts_eight_hours(int seconds, HttpStatusCode status)
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = await host.SignedInAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(status, await browser.GetAsync("/settings"));
    }

    [Fact]
    public async Task A_page_that_is_read_again_by_itself_does_not_prolong_the_sign_in()
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = await host.SignedInAsync();
        host.Clock.Advance(TimeSpan.FromHours(5));

        Assert.Equal(HttpStatusCode.OK, await browser.ReadAgainAsync("/settings"));
        Assert.DoesNotContain("__Host-licensekit=", browser.SetCookie ?? "", StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.OK, await browser.GetAsync("/settings"));
        Assert.Contains("__Host-licensekit=", browser.SetCookie ?? "", StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromHours(7));
        Assert.Equal(HttpStatusCode.OK, await browser.ReadAgainAsync("/settings"));
        host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.Redirect, await browser.ReadAgainAsync("/settings"));
    }

    [Fact]
    public async Task Signing_in_again_gives_another_ticket()
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = await host.SignedInAsync();
        var before = browser.Cookies.GetAllCookies().Single(c => c.Name == "__Host-licensekit").Value;

        await browser.SignInAsync();

        Assert.NotEqual(before, browser.Cookies.GetAllCookies().Single(c => c.Name == "__Host-licensekit").Value);
    }

    [Theory]
    [InlineData("/sign-in?to=%2Fsettings", "/settings")]
    [InlineData("/sign-in?to=%2F%2Fevil.example", "/")]
    [InlineData("/sign-in?to=%2F%5Cevil.example", "/")]
    [InlineData("/sign-in?to=https%3A%2F%2Fevil.example", "/")]
    [InlineData("/sign-in?to=%2F%09%2Fevil.example", "/")]
    [InlineData("/sign-in", "/")]
    public async Task After_signing_in_one_goes_to_a_page_of_this_server(string page, string location)
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = host.NewBrowser();

        Assert.Equal(HttpStatusCode.SeeOther, await browser.SignInAsync(page: page));

        Assert.Equal(location, browser.Location);
    }

    [Fact]
    public async Task An_unknown_name_is_answered_like_a_wrong_password_and_is_not_kept()
    {
        await using var host = await AccountHost.StartAsync(("Bob", false));
        using var browser = host.NewBrowser();
        Assert.Equal(HttpStatusCode.BadRequest, await browser.SignInAsync("Bob", "wrong wrong wrong"));
        var known = Message(browser.Page, "4 are left");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.BadRequest, await browser.SignInAsync("my secret", "wrong wrong wrong"));

        Assert.Equal(known, Message(browser.Page, "4 are left"));
        var rows = (await host.Server.ActivityAsync(10, TestContext.Current.CancellationToken)).Where(r => r.Action == "account.refused").ToArray();
        Assert.Equal(["unknown name", "Bob"], rows.Select(r => r.By));
        Assert.DoesNotContain(rows, r => r.Text.Contains("secret", StringComparison.Ordinal));

        static string Message(string page, string end) => page[page.IndexOf("Name or password", StringComparison.Ordinal)..(page.IndexOf(end, StringComparison.Ordinal) + end.Length)];
    }

    [Fact]
    public async Task After_five_wrong_passwords_an_address_waits_a_minute_even_with_the_right_one()
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = host.NewBrowser();
        for (var i = 0; i < SignInLimits.OfAddress; i++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, await browser.SignInAsync(password: "wrong wrong wrong"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await browser.SignInAsync());
        host.Clock.Advance(SignInLimits.Pause);
        Assert.Equal(HttpStatusCode.SeeOther, await browser.SignInAsync());
        Assert.Single(await host.Server.ActivityAsync(20, TestContext.Current.CancellationToken), r => r.Action == "account.refused");
    }

    [Fact]
    public void An_account_waits_too_however_many_addresses_try_and_a_subscriber_is_one_address()
    {
        var limits = new SignInLimits(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Acme.Start));
        for (var i = 0; i < SignInLimits.OfAccount; i++)
        {
            Assert.NotNull(limits.Take(new IPAddress([10, 0, 0, (byte)i]), "Acme"));
        }

        Assert.Null(limits.Take(IPAddress.Parse("10.0.1.1"), "ACME"));
        for (var i = 0; i < SignInLimits.OfAddress; i++)
        {
            Assert.NotNull(limits.Take(IPAddress.Parse($"2001:db8::{i}"), $"name {i}"));
        }

        Assert.Null(limits.Take(IPAddress.Parse("2001:db8::ffff"), "other"));
        Assert.NotNull(limits.Take(IPAddress.Parse("2001:db8:0:1::1"), "other"));
    }

    [Fact]
    public async Task Whoever_signs_out_is_out()
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = await host.SignedInAsync();

        Assert.Equal(HttpStatusCode.SeeOther, await browser.SubmitAsync("/settings", "/sign-out"));

        Assert.Equal(HttpStatusCode.Redirect, await browser.GetAsync("/settings"));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/settings/accounts")]
    [InlineData("/settings/keys")]
    public async Task A_form_without_the_token_of_a_page_does_nothing(string action)
    {
        await using var host = await AccountHost.StartAsync();
        using var browser = await host.SignedInAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await browser.PostAsync(action, ("name", "Eve"), ("password", AccountHost.Password), ("role", "admin")));

        Assert.Null(await host.Accounts.FindByNameAsync("Eve", TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, await browser.GetAsync("/settings"));
    }
}
