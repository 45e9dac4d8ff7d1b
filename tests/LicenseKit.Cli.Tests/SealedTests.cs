using System.Runtime.CompilerServices;

namespace LicenseKit.Cli.Tests;

public sealed class SealedTests
{
    [Fact]
    public void Every_class_of_the_command_line_is_sealed_or_static() =>
        Assert.Empty(typeof(CommandLine).Assembly.GetTypes()
            .Where(t => t.IsClass && !t.IsSealed && t.Name != "Program" && !t.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !t.Name.Contains('<', StringComparison.Ordinal))
            .Select(t => t.FullName));
}
