namespace LicenseKit.Benchmarks;

/// <summary>Takes our own arguments out of those that go on to BenchmarkDotNet.</summary>
internal static class Arguments
{
    /// <summary>The value of an option, or its name when it has none; null when it was not given.</summary>
    public static string? Take(List<string> arguments, string option, bool withValue = false)
    {
        var index = arguments.IndexOf(option);
        if (index < 0)
        {
            return null;
        }

        var value = withValue ? arguments[index + 1] : option;
        arguments.RemoveRange(index, withValue ? 2 : 1);
        return value;
    }
}
