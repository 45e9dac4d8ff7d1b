using Microsoft.Playwright;

namespace LicenseKit.Stories.Portal;

/// <summary>The machine's Chromium, with a picture of every page that a story asks for.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Options =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Starts it; where there is none the story is skipped, unless nothing may be.</summary>
    public static async Task<Browser> StartAsync()
    {
        const string Program = "/usr/bin/chromium";
        if (!File.Exists(Program))
        {
            Assert.True(Environment.GetEnvironmentVariable("LICENSEKIT_REQUIRE_ALL") != "1", $"'{Program}' is missing; install the package chromium.");
            Assert.Skip($"'{Program}' is missing.");
        }

        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Options }));
    }

    /// <summary>A window without cookies.</summary>
    public async Task<IPage> OpenAsync(ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var context = await _browser.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 }, Locale = "en-GB", AcceptDownloads = true });
        context.SetDefaultTimeout(Story.Patience * 1000);
        return await context.NewPageAsync();
    }

    /// <summary>Keeps a picture of the page for who reads the run: in <c>LICENSEKIT_PICTURES</c>, else nowhere.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("LICENSEKIT_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
