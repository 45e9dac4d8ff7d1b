using System.Globalization;

namespace LicenseKit.Fuzz.Notations;

/// <summary>Instants as XML writes them.</summary>
internal static class XmlTime
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static string Text(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString(Form, CultureInfo.InvariantCulture);

    public static long? Seconds(string text) =>
        DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToUnixTimeSeconds() : null;
}
