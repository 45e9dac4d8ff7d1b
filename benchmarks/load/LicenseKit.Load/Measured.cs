using System.Globalization;

namespace LicenseKit.Load;

/// <summary>One candidate in one round: requests a second, and milliseconds that half and 99 % of them took at most.</summary>
internal sealed record Measured(string Group, string Candidate, int Round, double Rate, double P50, double P99)
{
    /// <summary>Reads the line that <c>benchmarks/load/run</c> writes, without its first word.</summary>
    public static Measured Parse(string[] fields) => new(
        fields[0], fields[1], int.Parse(fields[2], CultureInfo.InvariantCulture), Number(fields[3]), Number(fields[4]), Number(fields[5]));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
