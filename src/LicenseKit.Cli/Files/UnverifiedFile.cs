using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Cli.Files;

/// <summary>What a bundle says, read as strictly as ever but without asking who signed it: no proof of anything.</summary>
internal sealed record UnverifiedFile(IReadOnlyList<ServerLicenseClaims> Links, SessionLicenseClaims? SessionLicense)
{
    public static Outcome<UnverifiedFile> Read(byte[] file)
    {
        if (!Bundle.Read(file).Is(out var bundle, out var fault))
        {
            return fault;
        }

        var links = new List<ServerLicenseClaims>();
        SessionLicenseClaims? session = null;
        for (var i = 0; i < bundle.Links.Count; i++)
        {
            var jws = bundle.Links[i].Span;
            var isSession = i > 0 && i == bundle.Links.Count - 1 && TypeOf(jws) == DocumentType.SessionLicense.Name;
            if (Jws.TakeUnpinned(jws, isSession ? DocumentType.SessionLicense : DocumentType.ServerLicense, new byte[jws.Length], out var payload) is { } malformed)
            {
                return malformed;
            }

            if (isSession)
            {
                if (!LicenseKit.Licenses.SessionLicense.ReadClaims(payload.Bytes).Is(out session, out fault))
                {
                    return fault;
                }
            }
            else if (ServerLicenseReader.Read(payload.Bytes).Is(out var claims, out fault))
            {
                links.Add(claims);
            }
            else
            {
                return fault.At(links.Count > 0 ? links[^1].Id : null);
            }
        }

        return new UnverifiedFile(links, session);
    }

    /// <summary>The type that a document claims to have.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> jws)
    {
        var buffer = new byte[jws.Length];
        if (!Jws.TrySplit(jws, out var header, out _, out _) || !Base64UrlText.TryDecode(jws[header], buffer, out var length))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(buffer.AsMemory(0, length));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("typ"u8, out var type) && type.ValueKind == JsonValueKind.String
                ? type.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
