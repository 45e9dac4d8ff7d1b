using System.Globalization;
using System.Text.Json;
using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>One thing that a license says, in a form that can be compared with another version's.</summary>
/// <param name="Field">Its name, dotted where it is part of another: <c>seats.developer</c>.</param>
/// <param name="Text">Its value for people.</param>
/// <param name="Number">Its value for programs where that is a number; else they read the text.</param>
internal sealed record Fact(string Field, string Text, long? Number = null)
{
    public static Fact Count(string field, long count) => new(field, Seats.Text(count), Limit.ToWire(count));

    public static Fact Length(string field, long seconds) => new(field, Shown.Duration(seconds), Limit.ToWire(seconds));

    public static Fact At(string field, long instant) => new(field, JsonForms.Instant(instant));

    public static Fact Figure(string field, long number) => new(field, number.ToString(CultureInfo.InvariantCulture), number);

    public void Write(Utf8JsonWriter json, string name)
    {
        if (Number is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, Text);
        }
    }
}
