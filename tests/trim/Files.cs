using LicenseKit;
using LicenseKit.Chains;

/// <summary>Says of every file whose it is and how many developers it admits, or the code of its fault.</summary>
internal static class Files
{
    /// <summary>The instant at which the vectors are judged.</summary>
    private static readonly DateTimeOffset At = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);

    public static void Judge(Verifier verifier, ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            var verdict = verifier.Verify(File.ReadAllBytes(path), At);
            Console.WriteLine($"{Path.GetFileName(path)} {verdict.Fault?.Code.Text() ?? $"{verdict.License!.Client}: {verdict.License.Seats["developer"]} developers"}");
        }
    }
}
