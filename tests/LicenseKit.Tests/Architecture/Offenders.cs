using Xunit;

namespace LicenseKit.Tests.Architecture;

/// <summary>A house rule fails with everyone who breaks it, in full.</summary>
internal static class Offenders
{
    public static void AssertNone(IEnumerable<string?> offenders)
    {
        string?[] all = [.. offenders.Distinct()];
        Assert.True(all.Length == 0, string.Join('\n', all));
    }
}
