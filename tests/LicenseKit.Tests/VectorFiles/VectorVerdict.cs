using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Stages;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>What a case says of the verdict on its file. A member that has nothing to say is left out.</summary>
internal static class VectorVerdict
{
    public static void Write(Utf8JsonWriter json, Verdict verdict)
    {
        if (verdict.Fault is null)
        {
            json.WriteString("standing", verdict.Standing.Text);
        }
        else if (verdict.Fault.Link is { } link)
        {
            json.WriteString("link", link);
        }
    }

    public static void WriteLicense(Utf8JsonWriter json, Verdict verdict)
    {
        if (verdict.License is not { } license)
        {
            return;
        }

        json.WriteStartObject("license");
        json.WriteString("id", license.Id);
        json.WriteNumber("serial", license.Serial);
        json.WriteString("client", license.Client);
        json.WriteString("state", ServerLicenseWriter.Name(license.State));
        json.WriteString("notBefore", VectorCase.Instant(UnixTime.Of(license.NotBefore)));
        json.WriteString("expires", VectorCase.Instant(UnixTime.Of(license.Expires)));
        json.WriteNumber("oem", license.Oem);
        json.WriteNumber("maxLicenses", Limit.ToWire(license.MaxLicenses));
        json.WriteNumber("maxDuration", Limit.ToWire(license.MaxDuration));
        json.WriteString("sha256", license.ContentHash);
        json.WriteNumber("links", verdict.Chain!.Links.Count);
        if (verdict.SessionLicense is { } session)
        {
            json.WriteString("session", session.Id);
        }

        json.WriteEndObject();
    }

    /// <summary>The leaf's own allowance then, and of each kind the most that fits every link; nothing where the standing grants nothing.</summary>
    public static void WriteEffective(Utf8JsonWriter json, Verdict verdict)
    {
        if (verdict.Chain is not { } chain)
        {
            return;
        }

        var own = Timeline.Of(chain.Leaf).At(verdict.At);
        var kinds = chain.Leaf.Seats.Kinds;
        var grants = verdict.Standing.Serves || verdict.Standing.Standing == Standing.NotActivated;
        json.WriteStartObject("effective");
        WriteCounts(json, "seats", [.. kinds.Select(k => (k, own[k])), (Seats.GenericName, own.Generic)]);
        WriteCounts(json, "most", [.. kinds.Select(k => (k, grants ? chain.Rights.Most(k, verdict.At) : 0))]);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IEnumerable<(string Kind, long Count)> counts)
    {
        json.WriteStartObject(name);
        foreach (var (kind, count) in counts)
        {
            json.WriteNumber(kind, Limit.ToWire(count));
        }

        json.WriteEndObject();
    }

    public static void WriteSignatures(Utf8JsonWriter json, IReadOnlyList<SignatureFacts>? signatures)
    {
        if (signatures is null)
        {
            return;
        }

        json.WriteStartArray("signatures");
        for (var i = 0; i < signatures.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("link", i);
            json.WriteString("type", signatures[i].Type);
            json.WriteString("key", signatures[i].Key is { } key ? Base64UrlText.Encode(key) : null);
            json.WriteBoolean("header", signatures[i].Header);
            json.WriteBoolean("valid", signatures[i].Valid);
            json.WriteBoolean("smallOrder", signatures[i].SmallOrder);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
