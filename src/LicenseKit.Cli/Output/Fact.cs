using System.Globalization;
using System.Text.Json;
using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>One thing that a license says, in a form that can be compared with another version's.</summary>
/// <param name="Field">Its name, dotted where it is part of another: <c>seats.developer</c>.</param>
/// <param name="Text">Its value for people; equal texts are equal values.</param>
/// <param name="Write">Its value for programs, where that is not the text.</param>
internal sealed record Fact(string Field, string Text, Action<Utf8JsonWriter>? Write = null)
{
    public static Fact Count(string field, long count) => new(field, Seats.Text(count), json => json.WriteNumberValue(Limit.ToWire(count)));

    public static Fact Length(string field, long seconds) => new(field, Shown.Duration(seconds), json => json.WriteNumberValue(Limit.ToWire(seconds)));

    public static Fact At(string field, long instant) => new(field, PaperForms.Instant(instant), json => json.WriteStringValue(JsonForms.Instant(instant)));

    public static Fact Figure(string field, long number) => new(field, number.ToString(CultureInfo.InvariantCulture), json => json.WriteNumberValue(number));

    public static Fact Of(Stage stage) => new(NameOf(stage), $"{PeriodOf(stage)}: {stage.Seats}", json =>
    {
        json.WriteStartObject();
        json.StageMembers(stage);
        json.WriteEndObject();
    });

    public static string NameOf(Stage stage) => stage.Name.Length > 0 ? $"stage '{stage.Name}'" : "stage";

    public static string PeriodOf(Stage stage) => $"{PaperForms.Instant(stage.FromSeconds)} to {PaperForms.Instant(stage.ToSeconds)}";

    public void WriteValue(Utf8JsonWriter json)
    {
        if (Write is null)
        {
            json.WriteStringValue(Text);
        }
        else
        {
            Write(json);
        }
    }
}
