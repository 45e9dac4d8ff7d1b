using System.Runtime.CompilerServices;
using LicenseKit.Chains;
using LicenseKit.Tests.Architecture;

namespace LicenseKit.Tests.Kit;

/// <summary>The example of docs/testing.md, run.</summary>
public sealed class ExampleTests
{
    private const string Usings = "using LicenseKit;\nusing LicenseKit.Chains;\nusing LicenseKit.Testing;\n";

    [Fact]
    public async Task The_example_ends_well()
    {
        Assert.Equal(0, await Program());

        static async Task<int> Program()
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
            var refusal = app.Acquire("developer");                                                // null: it has a seat
            vendor.Cut();
            world.Advance(days: 15);                                                               // longer than its silence
            return refusal is null && child.Standing.Standing == Standing.Stale && !app.HasSeat ? 0 : 1;
            // </example>
        }
    }

    [Fact]
    public void The_documentation_shows_this_example_as_a_whole_program()
    {
        string[] lines = [.. File.ReadAllLines(ThisFile()).SkipWhile(l => !l.TrimStart().StartsWith("// <example>", StringComparison.Ordinal)).Skip(1).TakeWhile(l => !l.TrimStart().StartsWith("// </example>", StringComparison.Ordinal))];
        var example = string.Join('\n', lines.Select(l => l.Length > 12 ? l[12..] : ""));
        Assert.InRange(lines.Count(l => l.Trim().Length > 0), 8, 12);
        Assert.Contains($"<!-- program -->\n```csharp\n{Usings}\n{example}\n```", File.ReadAllText(Path.Combine(Repo.Root, "docs", "testing.md")), StringComparison.Ordinal);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
