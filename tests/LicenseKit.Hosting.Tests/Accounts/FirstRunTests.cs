using System.Net;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>The first account.</summary>
public sealed class FirstRunTests
{
    [Fact]
    public async Task The_token_makes_the_first_admin_and_signs_in_and_its_file_is_gone()
    {
        await using var host = await AccountHost.StartEmptyAsync();
        using var browser = host.NewBrowser();
        Assert.Equal(host.Token, (await File.ReadAllTextAsync(host.TokenFile, TestContext.Current.CancellationToken)).Trim());
        await browser.GetAsync("/");
        Assert.StartsWith("https://licenses.example/sign-in?to=", browser.Location, StringComparison.Ordinal);
        await browser.GetAsync("/sign-in");
        Assert.Equal("/first-run", browser.Location);

        Assert.Equal(HttpStatusCode.SeeOther, await SetUpAsync(browser, host.Token!));

        Assert.Equal(HttpStatusCode.OK, await browser.GetAsync("/settings"));
        Assert.True((await host.Accounts.FindByNameAsync("Acme", TestContext.Current.CancellationToken))!.IsAdmin);
        Assert.False(File.Exists(host.TokenFile));
    }

    [Fact]
    public async Task A_token_works_once_and_none_is_made_where_there_is_an_account()
    {
        await using var host = await AccountHost.StartEmptyAsync();
        using var first = host.NewBrowser();
        using var second = host.NewBrowser();
        await second.GetAsync("/first-run");
        await SetUpAsync(first, host.Token!);

        Assert.NotNull((await host.Setup.CompleteAsync(host.Token!, "Eve", AccountHost.Password, TestContext.Current.CancellationToken)).Fault);
        Assert.Equal(HttpStatusCode.SeeOther, await second.GetAsync("/first-run"));
        Assert.Equal("/sign-in", second.Location);
        await host.RestartAsync();
        Assert.Null(host.Token);
        Assert.False(File.Exists(host.TokenFile));
    }

    [Theory]
    [InlineData(3599, HttpStatusCode.SeeOther)]
    [InlineData(3600, HttpStatusCode.BadRequest)]
    public async Task A_token_is_good_for_an_hour(int seconds, HttpStatusCode status)
    {
        await using var host = await AccountHost.StartEmptyAsync();
        using var browser = host.NewBrowser();
        host.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(status, await SetUpAsync(browser, host.Token!));
    }

    [Fact]
    public async Task A_wrong_token_makes_nothing_and_after_five_the_address_waits()
    {
        await using var host = await AccountHost.StartEmptyAsync();
        using var browser = host.NewBrowser();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, await SetUpAsync(browser, "wrong"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await SetUpAsync(browser, host.Token!));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.SeeOther, await SetUpAsync(browser, host.Token!));
    }

    [Fact]
    public async Task A_short_password_is_refused_and_the_name_is_kept_on_the_page()
    {
        await using var host = await AccountHost.StartEmptyAsync();
        using var browser = host.NewBrowser();

        Assert.Equal(HttpStatusCode.BadRequest, await SetUpAsync(browser, host.Token!, "short pass!"));

        Assert.Contains("value=\"Acme\"", browser.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("short pass!", browser.Page, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Token!, browser.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_told_beside_its_field()
    {
        await using var host = await AccountHost.StartEmptyAsync();
        using var browser = host.NewBrowser();

        await SetUpAsync(browser, "wrong");

        Assert.Contains("aria-describedby=\"token-h token-e\"", browser.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"name-e\"", browser.Page, StringComparison.Ordinal);
    }

    private static Task<HttpStatusCode> SetUpAsync(Browser browser, string token, string password = AccountHost.Password) =>
        browser.SubmitAsync("/first-run", "/first-run", ("token", token), ("name", "Acme"), ("password", password));
}
