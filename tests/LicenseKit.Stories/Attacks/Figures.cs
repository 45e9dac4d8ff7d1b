using System.Globalization;

namespace LicenseKit.Stories.Attacks;

/// <summary>How long each attack lasts, and where its figures go: <c>tests/attacks/run</c> sets both.</summary>
internal static class Figures
{
    /// <summary>Milliseconds; what an attack of the long run may take on a busy machine.</summary>
    public const int Limit = 400_000;

    private static readonly Lock Lock = new();

    /// <summary>Seconds of each attack.</summary>
    public static TimeSpan Duration { get; } = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("LICENSEKIT_ATTACK_SECONDS"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : 4);

    /// <summary>Seconds before each attack, to compare with.</summary>
    public static TimeSpan Quiet { get; } = Duration < TimeSpan.FromSeconds(10) ? Duration : TimeSpan.FromSeconds(10);

    /// <summary>One row: the attack, what was answered, and how the honest app fared without and with it.</summary>
    public static void Add(string attack, object answers, double before, double during)
    {
        var row = string.Create(CultureInfo.InvariantCulture, $"| {attack} | {answers} | {before:0.0} | {during:0.0} |\n");
        TestContext.Current.TestOutputHelper?.WriteLine(row);
        if (Environment.GetEnvironmentVariable("LICENSEKIT_ATTACK_FIGURES") is { Length: > 0 } file)
        {
            lock (Lock)
            {
                File.AppendAllText(file, row);
            }
        }
    }
}
