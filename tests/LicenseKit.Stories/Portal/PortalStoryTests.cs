using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LicenseKit.Stories.Portal;

/// <summary>The whole story by clicking: an operator licenses a child server with stages, its operator applies the file, a robot works, the license is suspended.</summary>
public sealed class PortalStoryTests : Story
{
    private const string Password = "a long enough sentence";

    [Fact(Timeout = 3 * Limit)]
    public async Task An_operator_licenses_a_child_server_and_suspends_it()
    {
        await using var browser = await Browser.StartAsync();
        var master = await Master().StartAsync();
        var vendor = await SetUpAsync(browser, master);

        // The vendor issues an OEM license with a stage.
        await vendor.GetByRole(AriaRole.Link, new() { Name = "New Server License" }).First.ClickAsync();
        await vendor.GetByLabel("Client Name").FillAsync("Initech <b>GmbH</b>");
        await vendor.GetByLabel("Generate OEM License").CheckAsync();
        await vendor.GetByLabel("Dev Users").FillAsync("5");
        await vendor.GetByLabel("Exec Users").FillAsync("20");
        await vendor.GetByLabel("Generic Users").FillAsync("3");
        await vendor.GetByRole(AriaRole.Button, new() { Name = "Add a stage" }).ClickAsync();
        await vendor.GetByLabel("Name, stage 1").FillAsync("Quarter end");
        await vendor.GetByLabel("From, stage 1").FillAsync(DateTime.UtcNow.AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await vendor.GetByLabel("To, stage 1").FillAsync(DateTime.UtcNow.AddDays(40).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await vendor.GetByLabel("Exec, stage 1").FillAsync("+30");
        await vendor.GetByRole(AriaRole.Button, new() { Name = "Update the picture" }).ClickAsync();
        await Browser.PictureAsync(vendor, "new-server-license");
        await vendor.GetByRole(AriaRole.Button, new() { Name = "Review before signing" }).ClickAsync();
        await Browser.PictureAsync(vendor, "review");
        await vendor.GetByRole(AriaRole.Button, new() { NameRegex = new("^Sign serial") }).ClickAsync();
        await Assertions.Expect(vendor.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Initech <b>GmbH</b>");
        await Browser.PictureAsync(vendor, "license");
        await vendor.GetByRole(AriaRole.Link, new() { Name = "Server License", Exact = true }).ClickAsync();
        await Browser.PictureAsync(vendor, "server-license");
        await vendor.GoBackAsync();
        var file = await DownloadAsync(vendor, "Download .lic");

        // The client's operator applies the file, and issues a license for robots.
        var child = await Child(master, "child").StartAsync();
        var client = await SetUpAsync(browser, child);
        await client.Clock.InstallAsync();
        await client.GetByLabel("License file (.lic)").SetInputFilesAsync(file);
        await client.GetByRole(AriaRole.Button, new() { Name = "Check this license" }).ClickAsync();
        await Browser.PictureAsync(client, "apply");
        await client.GetByRole(AriaRole.Button, new() { NameRegex = new("^Apply") }).ClickAsync();
        await Until("the child is activated", async () =>
        {
            await client.ReloadAsync();
            return await client.Locator("main h1").InnerTextAsync() is var heading && heading.Contains("Good", StringComparison.Ordinal);
        }, master.Process, child.Process);
        var robots = await child.IssueAppAsync();
        var robot = await WorkingAsync(robots, "execution", master);
        await client.GetByRole(AriaRole.Link, new() { Name = "Sessions", Exact = true }).ClickAsync();
        await Assertions.Expect(client.Locator("table").Last).ToContainTextAsync("Robots");
        await Browser.PictureAsync(client, "sessions");

        // A page that stays open is kept up to date.
        var second = await WorkingAsync(robots, "execution", master);
        await client.Clock.FastForwardAsync(10_000);
        await Assertions.Expect(client.Locator("#live-sessions tbody tr")).ToHaveCountAsync(2);
        second.Kill();

        // The vendor suspends it: no seat from the next contact on.
        await vendor.GetByRole(AriaRole.Link, new() { Name = "Suspend", Exact = true }).ClickAsync();
        await vendor.GetByLabel("Reason").FillAsync("Unpaid, 30 days");
        await vendor.GetByRole(AriaRole.Button, new() { Name = "Suspend", Exact = true }).ClickAsync();
        await Assertions.Expect(vendor.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Suspended");
        robot.Kill();
        await child.KillAsync();
        await child.StartAsync();
        await Until("the child knows that it is suspended", async () =>
        {
            await client.GotoAsync(child.Url);
            return await client.Locator("main h1").InnerTextAsync() is var heading && heading.Contains("Suspended", StringComparison.Ordinal);
        }, master.Process, child.Process);
        await Browser.PictureAsync(client, "suspended");
        Assert.Contains("LK6002", await RefusedAsync(robots, "execution", master), StringComparison.Ordinal);

        // And who did what is told.
        await vendor.GetByRole(AriaRole.Link, new() { Name = "Activity" }).ClickAsync();
        await Assertions.Expect(vendor.Locator("table")).ToContainTextAsync("Unpaid, 30 days");
        await Browser.PictureAsync(vendor, "activity");
    }

    /// <summary>Every page that a link of the portal leads to, in light and dark, wide and narrow: what axe finds (in the dark only of contrast, the rest is the same), and whether it is wider than its window.</summary>
    [Theory(Timeout = 3 * Limit)]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task No_page_keeps_anybody_out(ColorScheme scheme, int width)
    {
        await using var browser = await Browser.StartAsync();
        var master = await Master().StartAsync();
        var (id, _) = await master.IssueAsync("""
            { "client": "شركة الروبوتات الصناعية المتقدمة", "seats": { "developer": 5, "execution": 20, "generic": 3, "robot": "unlimited" }, "duration": "P1Y", "oem": true,
              "stages": [ { "name": "Quarter end", "from": "2030-12-20T00:00:00Z", "to": "2031-01-05T00:00:00Z", "seats": { "execution": "+30" } } ] }
            """);
        var page = await SetUpAsync(browser, master, scheme, width);
        var axe = scheme == ColorScheme.Dark ? new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } } : null;
        var open = new Queue<string>([$"{master.Url}/", $"{master.Url}/issued/{id}/revoke"]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var offenders = new List<string>();
        while (open.TryDequeue(out var url))
        {
            if (!seen.Add(url.Split('?')[0].Split('#')[0]))
            {
                continue;
            }

            var answer = await page.GotoAsync(url);
            Assert.True(answer is { Ok: true }, $"{url}: {answer?.Status}");
            offenders.AddRange(width < 1280 ? [] : (await page.RunAxe(axe)).Violations.Select(v => $"{url}: {v.Id}, {v.Help}: {v.Nodes[0].Html}"));
            offenders.AddRange(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth") ? [$"{url} is wider than {width}"] : []);
            await Browser.PictureAsync(page, $"{scheme}-{width}-{seen.Count:00}");
            foreach (var next in await page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]')].filter(a => !a.download && !/\\/(file|request|docs)(\\?|$)|csv/.test(a.href)).map(a => a.href)"))
            {
                if (next.StartsWith(master.Url, StringComparison.Ordinal))
                {
                    open.Enqueue(next);
                }
            }
        }

        Assert.True(offenders.Count == 0, string.Join('\n', offenders));
        Assert.True(seen.Count > 12, string.Join('\n', seen));
    }

    /// <summary>The first account, by the setup token that the server wrote.</summary>
    private static async Task<IPage> SetUpAsync(Browser browser, Server server, ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var page = await browser.OpenAsync(scheme, width);
        await page.GotoAsync(server.Url);
        await page.GetByLabel("Setup token").FillAsync((await File.ReadAllTextAsync(server.File("setup-token.txt"))).Trim());
        await page.GetByLabel("Account name").FillAsync("jo");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Server License");
        return page;
    }

    private async Task<string> DownloadAsync(IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync());
        var file = PathOf($"{Guid.NewGuid():N}.lic");
        await download.SaveAsAsync(file);
        return file;
    }
}
