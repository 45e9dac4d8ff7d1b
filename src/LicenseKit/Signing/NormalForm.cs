using System.Text;

namespace LicenseKit.Signing;

/// <summary>Unicode's normalization form C, by the platform. .NET normalizes with ICU or Windows; a process with <c>InvariantGlobalization</c> has neither.</summary>
internal static class NormalForm
{
    /// <summary>What to do where <see cref="IsKnown"/> is false.</summary>
    public const string Remedy = "Install ICU (libicu) where this program runs, and do not set InvariantGlobalization or DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.";

    /// <summary>False where this process cannot normalize: it takes every text for normalized.</summary>
    public static bool IsKnown { get; } = !"e\u0301".IsNormalized(NormalizationForm.FormC);

    /// <summary>U+0300 is the first mark that composes; no character below it is changed by NFC.</summary>
    private const char LastPlain = '\u02ff';

    /// <summary>The text in form NFC; null where this process cannot make it. What is no text at all is left as it is.</summary>
    public static string? Of(string text)
    {
        try
        {
            return !text.AsSpan().ContainsAnyExceptInRange('\0', LastPlain) ? text : IsKnown ? text.Normalize(NormalizationForm.FormC) : null;
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
