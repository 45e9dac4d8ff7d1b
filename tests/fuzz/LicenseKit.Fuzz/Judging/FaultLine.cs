using System.Text;
using System.Text.Json;

namespace LicenseKit.Fuzz.Judging;

/// <summary>A refusal has a defined code and is one printable line.</summary>
internal static class FaultLine
{
    private const int Longest = 4096;

    /// <exception cref="Violation">The fault is none that may be given for a file.</exception>
    public static void Check(LicenseFault fault)
    {
        Demand(Enum.IsDefined(fault.Code) && (int)fault.Code is >= 1000 and < 5000, $"A file is refused with code {fault.Code}.");
        Demand(fault.Message.Length > 0 && fault.Remedy.Length > 0, $"{fault.Code} says nothing.");
        var line = fault.ToString();
        Demand(line.Length <= Longest && IsWellFormed(line) && line.All(IsPrintable), $"{fault.Code} is no printable line: {JsonSerializer.Serialize(line)}");
    }

    private static bool IsPrintable(char c) => !char.IsControl(c) && c is not ((>= '\u202a' and <= '\u202e') or '\u2028' or '\u2029' or (>= '\u2066' and <= '\u2069'));

    /// <summary>No surrogate without its other half.</summary>
    private static bool IsWellFormed(string line) => line.EnumerateRunes().Sum(r => r.Utf16SequenceLength) == line.Length
        && line.EnumerateRunes().Count(r => r == Rune.ReplacementChar) == line.Count(c => c == '\ufffd');

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new Violation(otherwise);
        }
    }
}
