using System.Globalization;
using System.Text.RegularExpressions;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing;

/// <summary>Durations as drafts write them (ISO 8601): exact ones in weeks, days and smaller, periods of validity in years and months too.</summary>
internal static partial class IsoDuration
{
    /// <summary>Seconds of a duration without years and months; null when the text is none.</summary>
    public static long? Seconds(string text) =>
        Parse(text) is { } parts && parts.Years == 0 && parts.Months == 0 ? parts.Seconds : null;

    /// <summary>The end of a period that starts at an instant, by the UTC calendar; null when the text is no duration.</summary>
    public static DateTimeOffset? EndOf(DateTimeOffset start, string text)
    {
        if (Parse(text) is not { } parts)
        {
            return null;
        }

        try
        {
            var end = start.ToUniversalTime().AddYears(parts.Years).AddMonths(parts.Months);
            return UnixTime.ToInstant(UnixTime.Add(UnixTime.Of(end), parts.Seconds));
        }
        catch (ArgumentOutOfRangeException)
        {
            return UnixTime.ToInstant(UnixTime.Max);
        }
    }

    /// <summary>The exact form of a number of seconds.</summary>
    public static string Text(TimeSpan duration) => Shown.Duration((long)duration.TotalSeconds);

    private static (int Years, int Months, long Seconds)? Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success || text.EndsWith('P') || text.EndsWith('T'))
        {
            return null;
        }

        long Part(string group) => match.Groups[group].Success ? long.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var seconds = (Part("weeks") * 604_800) + (Part("days") * 86_400) + (Part("hours") * 3600) + (Part("minutes") * 60) + Part("seconds");
        return ((int)Part("years"), (int)Part("months"), seconds);
    }

    [GeneratedRegex(@"^P((?<years>[0-9]{1,4})Y)?((?<months>[0-9]{1,4})M)?((?<weeks>[0-9]{1,6})W)?((?<days>[0-9]{1,7})D)?"
        + @"(T((?<hours>[0-9]{1,9})H)?((?<minutes>[0-9]{1,9})M)?((?<seconds>[0-9]{1,12})S)?)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
