using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>Makes text from files and command lines safe to print: a character that could move the cursor or change the direction of writing is shown as its number.</summary>
internal static class Sanitize
{
    public static string Text(string text) => PlainText.Escaped(text, int.MaxValue);
}
