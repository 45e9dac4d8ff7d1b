using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>Text from files and command lines, safe to print: what could move the cursor or turn the direction of writing is shown as its number.</summary>
internal static class Safe
{
    public static string Text(string text) => PlainText.Escaped(text, int.MaxValue);
}
