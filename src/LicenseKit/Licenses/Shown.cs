using System.Globalization;

namespace LicenseKit.Licenses;

/// <summary>Figures as messages show them.</summary>
internal static class Shown
{
    /// <summary>ISO 8601 in UTC, without the time of day at midnight and without seconds that are zero.</summary>
    public static string Instant(long seconds) => Instant(UnixTime.ToInstant(seconds));

    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(FormOf(instant.UtcDateTime.TimeOfDay), CultureInfo.InvariantCulture);

    private static string FormOf(TimeSpan timeOfDay) => timeOfDay switch
    {
        { Ticks: 0 } => "yyyy-MM-dd",
        { Seconds: 0 } => "yyyy-MM-ddTHH:mm'Z'",
        _ => "yyyy-MM-ddTHH:mm:ss'Z'",
    };

    /// <summary>An end: <c>perpetual</c> at the end of the year 9999.</summary>
    public static string End(long seconds) => seconds == UnixTime.Max ? "perpetual" : Instant(seconds);

    /// <summary>The period of a stage.</summary>
    public static string Period(Stage stage) =>
        stage.ToSeconds == UnixTime.Max ? $"from {Instant(stage.FromSeconds)}" : $"{Instant(stage.FromSeconds)} to {Instant(stage.ToSeconds)}";

    /// <summary>What a feature gives.</summary>
    public static string Feature(Feature feature) => (feature.Limit, feature.Until) switch
    {
        (null, null) => "given",
        ({ } limit, null) => $"limit {Seats.Text(limit)}",
        (null, { } until) => $"until {Instant(until)}",
        ({ } limit, { } until) => $"limit {Seats.Text(limit)} until {Instant(until)}",
    };

    /// <summary><c>finish</c>, <c>end</c> or <c>deadline after PT15M</c>.</summary>
    public static string Overage(Overage overage) =>
        ServerLicenseWriter.Name(overage.Mode) + (overage.Mode == OverageMode.Deadline ? $" after {Duration(overage.Seconds)}" : "");

    /// <summary>ISO 8601, days and smaller.</summary>
    public static string Duration(long seconds)
    {
        if (seconds == Limit.Unlimited)
        {
            return "unlimited";
        }

        var days = seconds / 86_400;
        var rest = TimeSpan.FromSeconds(seconds % 86_400);
        var time = (rest.Hours > 0 ? $"{rest.Hours}H" : "") + (rest.Minutes > 0 ? $"{rest.Minutes}M" : "") + (rest.Seconds > 0 ? $"{rest.Seconds}S" : "");
        return time.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"P{days}D")
            : days == 0 ? "PT" + time : string.Create(CultureInfo.InvariantCulture, $"P{days}DT{time}");
    }
}
