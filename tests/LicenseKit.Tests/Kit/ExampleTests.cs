using System.Runtime.CompilerServices;
using LicenseKit.Chains;
using LicenseKit.Tests.House;

namespace LicenseKit.Tests.Kit;

/// <summary>The example of docs/testing.md, run.</summary>
public sealed class ExampleTests
{
    [Fact]
    public async Task The_example_holds()
    {
        // <example>
        var xmas = new DateTimeOffset(2027, 12, 24, 18, 0, 0, TimeSpan.Zero);
        var bad = Some.Master().Issues(c => c.Seats["developer"] = 12).Unchecked().Bundle();   // signed, but not within
        LicenseAssert.Refused(FaultCode.NotWithinParent, bad, link: "L1");
        LicenseAssert.Allows(8, "developer", Some.Chain(3).Bundle(), at: xmas);                // 5 and the 3 generic ones

        await using var world = new TestWorld(start: xmas);                                    // parent, child, app, network
        var vendor = world.Master();
        var child = world.ChildOf(vendor);
        var app = world.AppOf(child);
        Assert.Null(app.Acquire("developer"));
        vendor.Cut();
        world.Advance(days: 15);                                                               // longer than its silence
        Assert.Equal((Standing.Stale, false), (child.Standing.Standing, app.HasSeat));
        // </example>
    }

    [Fact]
    public void The_documentation_shows_this_example()
    {
        string[] lines = [.. File.ReadAllLines(ThisFile()).SkipWhile(l => !l.Contains("// <example>", StringComparison.Ordinal)).Skip(1).TakeWhile(l => !l.Contains("// </example>", StringComparison.Ordinal))];
        var example = string.Join('\n', lines.Select(l => l.Length > 8 ? l[8..] : ""));
        Assert.InRange(lines.Count(l => l.Trim().Length > 0), 8, 12);
        Assert.Contains($"```csharp\n{example}\n```", File.ReadAllText(Path.Combine(Repo.Root, "docs", "testing.md")), StringComparison.Ordinal);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
