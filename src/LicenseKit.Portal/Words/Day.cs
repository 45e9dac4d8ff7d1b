using System.Globalization;

namespace LicenseKit.Portal.Words;

/// <summary>A day at 00:00 UTC, as the date fields of browsers write it.</summary>
internal static class Day
{
    public const string Form = "yyyy-MM-dd";

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Null when the text is no day.</summary>
    public static DateTimeOffset? Read(string? text) =>
        DateTime.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day)
            ? new DateTimeOffset(day, TimeSpan.Zero) : null;
}
