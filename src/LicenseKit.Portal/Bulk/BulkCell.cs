using System.Globalization;
using System.Text.Json;
using LicenseKit.Portal.Words;

namespace LicenseKit.Portal.Bulk;

/// <summary>Writes cells as the values of a draft; whether they are good is judged when the draft is read.</summary>
internal static class BulkCell
{
    public static void Text(Utf8JsonWriter json, string cell) => json.WriteStringValue(cell);

    /// <summary>A number, or a yes or no, in any letter case; another text stays one.</summary>
    public static void Value(Utf8JsonWriter json, string cell)
    {
        if (long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumberValue(number);
        }
        else if (bool.TryParse(cell, out var isTrue))
        {
            json.WriteBooleanValue(isTrue);
        }
        else
        {
            json.WriteStringValue(cell.Equals("unlimited", StringComparison.OrdinalIgnoreCase) ? "unlimited" : cell);
        }
    }

    /// <summary>A day, which begins at 00:00 UTC, or an instant.</summary>
    public static void End(Utf8JsonWriter json, string cell) => json.WriteStringValue(Day.Read(cell) is { } day ? Say.Iso(day) : cell);

    /// <summary>Names of features, separated by white space or semicolons.</summary>
    public static void Names(Utf8JsonWriter json, string cell)
    {
        json.WriteStartObject();
        foreach (var name in cell.Split((char[])[' ', ';', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            json.WriteStartObject(name);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
