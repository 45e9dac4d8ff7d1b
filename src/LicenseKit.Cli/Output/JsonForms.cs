using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Cli.Output;

/// <summary>The JSON forms that several verbs share. Unlimited is 1000000000, instants are ISO 8601 in UTC, durations seconds.</summary>
internal static class JsonForms
{
    /// <summary>The members of an object of the library, in the object that is being written.</summary>
    public static void Members<T>(this Utf8JsonWriter json, T value, JsonTypeInfo<T> type)
    {
        foreach (var member in JsonSerializer.SerializeToElement(value, type).EnumerateObject())
        {
            member.WriteTo(json);
        }
    }

    public static void Fault(this Utf8JsonWriter json, LicenseFault? fault, string name = "fault")
    {
        if (fault is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, fault, LibraryJson.Default.LicenseFault);
    }

    public static string Instant(long seconds) => InstantJsonConverter.Text(UnixTime.ToInstant(seconds));

    public static void Seats(this Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, long>> seats)
    {
        json.WriteStartObject(name);
        foreach (var (kind, count) in seats)
        {
            json.WriteNumber(kind, Limit.ToWire(count));
        }

        json.WriteEndObject();
    }

    public static void StageMembers(this Utf8JsonWriter json, Stage stage)
    {
        json.WriteString("name"u8, stage.Name);
        json.WriteString("from"u8, Instant(stage.FromSeconds));
        json.WriteString("to"u8, Instant(stage.ToSeconds));
        json.Seats("seats", stage.Seats.All());
    }

    /// <summary>What every verb says of a server license.</summary>
    public static void License(this Utf8JsonWriter json, ServerLicenseClaims license, string name = "license")
    {
        json.WriteStartObject(name);
        json.LicenseMembers(license);
        json.WriteEndObject();
    }

    public static void LicenseMembers(this Utf8JsonWriter json, ServerLicenseClaims license)
    {
        json.WriteString("id"u8, license.Id);
        json.WriteNumber("serial"u8, license.Serial);
        json.WriteString("client"u8, license.Client);
        json.WriteString("state"u8, ServerLicenseWriter.Name(license.State));
        json.WriteString("notBefore"u8, Instant(license.NotBefore));
        json.WriteString("expires"u8, Instant(license.Expires));
        json.WriteNumber("oem"u8, license.Oem);
        json.WriteNumber("maxLicenses"u8, Limit.ToWire(license.MaxLicenses));
        json.WriteNumber("maxDuration"u8, Limit.ToWire(license.MaxDuration));
        json.WriteString("product"u8, license.Product);
        json.BoundTo(license.Binding);
    }

    public static void SessionLicense(this Utf8JsonWriter json, SessionLicenseClaims? license)
    {
        if (license is null)
        {
            json.WriteNull("sessionLicense"u8);
            return;
        }

        json.WriteStartObject("sessionLicense"u8);
        json.WriteString("id"u8, license.Id);
        json.WriteNumber("serial"u8, license.Serial);
        json.WriteString("client"u8, license.Client);
        json.WriteString("serverUrl"u8, license.ServerUrl);
        json.WriteString("notBefore"u8, Instant(license.NotBefore));
        json.WriteString("expires"u8, Instant(license.Expires));
        json.WriteString("allocation"u8, license.Allocation == Allocation.Reserved ? "reserved" : "shared");
        json.WriteString("seatFor"u8, SeatForName.Of(license.SeatFor));
        json.Seats("seats", license.Seats.All());
        json.WriteNumber("maxLease"u8, Limit.ToWire(license.MaxLease));
        json.WriteNumber("maxBorrow"u8, Limit.ToWire(license.MaxBorrow));
        json.Features(license.Features);
        json.WriteEndObject();
    }

    public static void Features(this Utf8JsonWriter json, IReadOnlyDictionary<string, Feature> features)
    {
        json.WriteStartObject("features"u8);
        foreach (var (name, feature) in features)
        {
            json.WriteStartObject(name);
            if (feature.Until is { } until)
            {
                json.WriteString("until"u8, Instant(until));
            }

            if (feature.Limit is { } limit)
            {
                json.WriteNumber("limit"u8, Limit.ToWire(limit));
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void BoundTo(this Utf8JsonWriter json, Binding? binding)
    {
        json.WriteStartObject("binding"u8);
        json.WriteString("to"u8, binding switch { null => "nobody", Binding.ToCode => "code", _ => "key" });
        json.WriteString("code"u8, (binding as Binding.ToCode)?.Code.ToString());
        json.WriteString("key"u8, (binding as Binding.ToKey)?.Key.X);
        json.WriteEndObject();
    }
}
