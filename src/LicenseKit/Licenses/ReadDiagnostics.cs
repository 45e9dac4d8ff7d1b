using System.Text.Json;
using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>Why a payload was not read, where there is a better reason than the first member that is out of place.</summary>
internal static class ReadDiagnostics
{
    /// <summary>A later version may have members that we do not know, and so has another type: then that is what to name.</summary>
    public static LicenseFault Explain(ReadOnlySpan<byte> payload, DocumentType type, LicenseFault fault)
    {
        try
        {
            using var document = JsonDocument.Parse(payload.ToArray());
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("lk"u8, out var lk) && lk.ValueKind == JsonValueKind.Object
                ? OfVersion(lk) ?? OfContent(lk, type, fault) ?? fault
                : fault;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return fault;
        }
    }

    private static LicenseFault? OfVersion(JsonElement lk) =>
        lk.TryGetProperty("v"u8, out var v) && v.ValueKind == JsonValueKind.Number && v.TryGetInt64(out var version) && version > 1
            ? new(FaultCode.UnsupportedVersion, $"The license is of version {version}; this library reads version 1.", "Update the software that reads it.")
            : null;

    /// <summary>A server license alone has <c>oem</c>, a session license alone <c>serverUrl</c>.</summary>
    private static LicenseFault? OfContent(JsonElement lk, DocumentType type, LicenseFault fault)
    {
        var isSession = type == DocumentType.SessionLicense;
        var (signed, content) = isSession ? ("session", "server") : ("server", "session");
        return fault.Code is FaultCode.UnknownMember or FaultCode.MissingMember
            && lk.TryGetProperty("oem"u8, out _) == isSession && lk.TryGetProperty("serverUrl"u8, out _) != isSession
            ? new(FaultCode.ContentOfAnotherType, $"The document is signed as a {signed} license ({type.Name}) and has the content of a {content} license; type and content do not belong together.",
                "Get the file again from its issuer; whoever signs with another tool gives each content its own type.")
            : null;
    }
}
