using LicenseKit.Hosting;
using LicenseKit.Issuing;
using LicenseKit.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.Cli.Tests;

/// <summary>The data folder of a server with Acme's Master license that ran once, at an instant, and issued one session license.</summary>
internal static class StoppedMaster
{
    public static async Task<string> MakeAsync(Workbench bench, DateTimeOffset? ranAt = null)
    {
        var folder = bench["server"];
        Directory.CreateDirectory(folder);
        File.Copy(bench["acme/master.key.pem"], Path.Combine(folder, "installation.key.pem"));
        var root = RootKey.Parse(await File.ReadAllTextAsync(bench["acme/root.pub.pem"], TestContext.Current.CancellationToken));
        await using var server = await Licensing.OpenAsync("acme.robot", root, o => o.AsParent().AsChild(bench["acme/master.lic"]).WithDataFolder(folder).WithPublicUrl("https://licenses.acme.example").UseSqlite(),
            new StandingClock(ranAt), TestContext.Current.CancellationToken);
        var draft = new SessionLicenseDraft { Client = "QA", Duration = "P30D", Seats = { ["developer"] = 1 } };
        Assert.Null((await server.Issuer!.IssueSessionLicenseAsync(draft, "Ann", TestContext.Current.CancellationToken)).Fault);
        return folder;
    }
}
