using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>The two forms of what a license allows.</summary>
internal static class EffectiveForms
{
    public static void Standing(this Utf8JsonWriter json, StandingReport standing)
    {
        json.WritePropertyName("standing"u8);
        JsonSerializer.Serialize(json, standing, LibraryJson.Default.StandingReport);
    }

    public static void Effective(this Utf8JsonWriter json, EffectiveSeats effective)
    {
        json.WriteStartObject("effective"u8);
        json.WriteString("at"u8, JsonForms.Instant(effective.At));
        json.Seats("seats", effective.Own.All());
        json.Seats("most", effective.Most);
        json.Features(effective.Features);
        json.WriteString("until"u8, effective.Until is { } until ? JsonForms.Instant(until) : null);
        json.WriteEndObject();
    }

    public static void Standing(this TextOutput output, Verdict verdict)
    {
        var standing = verdict.Standing;
        // At the end of an app's file is a session license, whose own standing the tree shows.
        var whose = verdict.Chain is { SessionLicense: not null, Leaf: var server } ? $"server license '{server.Client}': " : "";
        output.Field("standing", whose + (standing.Fault is { } why ? $"{standing.Text}: grants nothing now. {why.Code.Text()}: {why.Message} {why.Remedy}"
            : standing.Standing == Chains.Standing.Grace ? "grace: sessions are served, nothing new is issued" : standing.Text),
            standing.Fault is null ? Severity.Success : Severity.Warning);
    }

    public static void Effective(this TextOutput output, EffectiveSeats effective)
    {
        output.Field("seats", $"{effective.Own} at {Shown.Instant(effective.At)}");
        output.Field("at most", effective.Most.Count == 0 ? "no kind" : string.Join(", ", effective.Most.Select(m => $"{m.Key} {Seats.Text(m.Value)}"))
            + (effective.Until is { } until && until < UnixTime.Max ? $" until {Shown.Instant(until)}" : ""));
        output.Features(effective.Features);
    }
}
