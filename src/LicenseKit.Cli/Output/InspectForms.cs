using System.Text.Json;
using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>What only <c>inspect</c> shows of a server license.</summary>
internal static class InspectForms
{
    public static void EveryMember(this Utf8JsonWriter json, ServerLicenseClaims license)
    {
        json.WriteString("issuer"u8, license.Issuer);
        json.WriteString("issuedAt"u8, JsonForms.Instant(license.IssuedAt));
        json.WriteNumber("grace"u8, license.Grace);
        json.WriteNumber("maxLease"u8, Limit.ToWire(license.MaxLease));
        json.WriteNumber("maxOffline"u8, Limit.ToWire(license.MaxOffline));
        json.WriteString("overage"u8, Shown.Overage(license.Overage));
        json.Seats("seats", license.Seats.All());
        json.WriteStartArray("stages"u8);
        foreach (var stage in license.Stages)
        {
            json.WriteStartObject();
            json.StageMembers(stage);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Contact(json, license.Contact);
        Parent(json, license);
        Rest(json, license);
    }

    public static void EveryField(this TextOutput output, ServerLicenseClaims license)
    {
        output.Field("issuer", license.Issuer + (license.ParentUrl is { } url ? $" at {url}" : " (root key)"));
        output.Field("issued", $"{TextForms.Minute(license.IssuedAt)}{(license.Parent is { } parent ? $", under serial {parent.Serial}" : "")}");
        output.Field("contact", license.Contact is { } contact ? $"every {Shown.Duration(contact.Every)}, silence {Shown.Duration(contact.Silence)}"
            : license.Parent is null ? "none (Master)" : "none (offline)");
        output.Field("leases", $"at most {Shown.Duration(license.MaxLease)}; servers below silent for {Shown.Duration(license.MaxOffline)}; overage {Shown.Overage(license.Overage)}");
        foreach (var (name, value) in license.Extensions)
        {
            output.Field("ext", $"{name} = {value}");
        }
    }

    private static void Contact(Utf8JsonWriter json, Contact? contact)
    {
        if (contact is null)
        {
            json.WriteNull("contact"u8);
            return;
        }

        json.WriteStartObject("contact"u8);
        json.WriteNumber("every"u8, contact.Every);
        json.WriteNumber("silence"u8, contact.Silence);
        json.WriteEndObject();
    }

    private static void Parent(Utf8JsonWriter json, ServerLicenseClaims license)
    {
        json.WriteString("parentUrl"u8, license.ParentUrl);
        if (license.Parent is not { } parent)
        {
            json.WriteNull("parent"u8);
            return;
        }

        json.WriteStartObject("parent"u8);
        json.WriteString("id"u8, parent.Id);
        json.WriteNumber("serial"u8, parent.Serial);
        json.WriteString("sha256"u8, parent.Sha256);
        json.WriteEndObject();
    }

    private static void Rest(Utf8JsonWriter json, ServerLicenseClaims license)
    {
        json.Features(license.Features);
        json.WriteStartObject("ext"u8);
        foreach (var (name, value) in license.Extensions)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
