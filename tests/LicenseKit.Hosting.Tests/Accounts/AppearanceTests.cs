using System.Net;
using System.Text.RegularExpressions;
using LicenseKit.Portal.Branding;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>The name and the accent colour of a portal.</summary>
public sealed class AppearanceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_and_an_accent_are_on_every_page_at_once_and_outlast_a_restart()
    {
        await using var host = await AccountHost.StartEmptyAsync();
        using var browser = host.NewAdmin();
        Assert.DoesNotContain("appearance.css", browser.Page, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, await browser.SubmitAsync("/settings", "/settings/appearance", ("name", "Acme & Co"), ("accent", "#ff8800")));

        await browser.GetAsync("/issued");
        Assert.Contains("<bdi>Acme &amp; Co</bdi>", browser.Page, StringComparison.Ordinal);
        var sheet = Regex.Match(browser.Page, "href=\"(/appearance.css\\?v=[0-9a-f]{12})\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        await host.RestartAsync();
        using var nobody = host.NewBrowser();
        Assert.Equal(HttpStatusCode.OK, await nobody.GetAsync(sheet));
        Assert.Contains("prefers-color-scheme: dark){:root{--accent:#ff8800;", nobody.Page, StringComparison.Ordinal);
        var row = (await host.Server.ActivityAsync(20, Ct)).Single(r => r.Action == "portal.appearance");
        Assert.Equal(("script", "name Acme & Co, accent #ff8800"), (row.By, row.Text));
    }

    [Fact]
    public async Task Empty_fields_bring_the_default_back()
    {
        await using var host = await AccountHost.StartEmptyAsync();
        using var browser = host.NewAdmin();
        await browser.SubmitAsync("/settings", "/settings/appearance", ("name", "Acme & Co"), ("accent", "#ff8800"));

        await browser.SubmitAsync("/settings", "/settings/appearance", ("name", ""), ("accent", ""));

        await browser.GetAsync("/");
        Assert.DoesNotContain("Acme &amp; Co", browser.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("appearance.css", browser.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await browser.GetAsync("/appearance.css"));
    }

    [Theory]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("#123456;}")]
    public async Task What_is_no_colour_is_refused_beside_its_field_and_changes_nothing(string accent)
    {
        await using var host = await AccountHost.StartEmptyAsync();
        using var browser = host.NewAdmin();

        Assert.Equal(HttpStatusCode.BadRequest, await browser.SubmitAsync("/settings", "/settings/appearance", ("name", "Other"), ("accent", accent)));

        Assert.Contains("id=\"bc-e\"", browser.Page, StringComparison.Ordinal);
        Assert.Contains("value=\"Other\"", browser.Page, StringComparison.Ordinal);
        await browser.GetAsync("/");
        Assert.DoesNotContain("Other", browser.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_any_accent_can_be_read_on_light_and_dark_pages_and_a_good_one_stays()
    {
        var steps = new byte[] { 0, 51, 102, 153, 204, 255 };
        foreach (var accent in steps.SelectMany(r => steps.SelectMany(g => steps.Select(b => new Rgb(r, g, b)))))
        {
            var sheet = AccentSheet.Of(accent);
            Assert.All(AccentSheet.LightGrounds.Values, ground => Assert.True(Rgb.Contrast(sheet.Light, ground) >= 4.5, $"{accent}: {sheet.Light} on {ground}"));
            Assert.All(AccentSheet.DarkGrounds.Values, ground => Assert.True(Rgb.Contrast(sheet.Dark, ground) >= 4.5, $"{accent}: {sheet.Dark} on {ground}"));
        }

        Assert.Equal(new Rgb(0x1b, 0x57, 0xb5), AccentSheet.Of(new Rgb(0x1b, 0x57, 0xb5)).Light);
        Assert.Equal(new Rgb(0x8a, 0xb6, 0xff), AccentSheet.Of(new Rgb(0x8a, 0xb6, 0xff)).Dark);
        Assert.Equal(21, Rgb.Contrast(Rgb.White, Rgb.Black), 6);
    }

    [Fact]
    public async Task The_grounds_of_the_accent_are_those_of_the_style_sheet()
    {
        await using var host = await AccountHost.StartEmptyAsync();
        using var browser = host.NewBrowser();
        await browser.GetAsync("/portal.css");
        var schemes = browser.Page.Split("prefers-color-scheme: dark");

        Assert.All(AccentSheet.LightGrounds, ground => Assert.Contains($"--{ground.Key}: {ground.Value};", schemes[0], StringComparison.Ordinal));
        Assert.All(AccentSheet.DarkGrounds, ground => Assert.Contains($"--{ground.Key}: {ground.Value};", schemes[1], StringComparison.Ordinal));
    }
}
