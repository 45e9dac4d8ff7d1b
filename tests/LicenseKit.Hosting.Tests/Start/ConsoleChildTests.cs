using System.Runtime.CompilerServices;
using System.Text.Json;

namespace LicenseKit.Hosting.Tests.Start;

public sealed class ConsoleChildTests
{
    [Fact]
    public void A_console_child_needs_the_plain_runtime_only()
    {
        var output = Path.Combine(Root(), "samples", "Embedded", "bin");
        var config = Directory.GetFiles(output, "Embedded.runtimeconfig.json", SearchOption.AllDirectories).OrderByDescending(File.GetLastWriteTimeUtc).First();
        using var json = JsonDocument.Parse(File.ReadAllText(config));
        var options = json.RootElement.GetProperty("runtimeOptions");

        Assert.False(options.TryGetProperty("frameworks", out _));
        Assert.Equal("Microsoft.NETCore.App", options.GetProperty("framework").GetProperty("name").GetString());
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
