using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Cli.Files;

/// <summary>What a license file says, read as strictly as ever but without asking who signed it: no proof of anything.</summary>
internal sealed record UnverifiedFile(IReadOnlyList<ServerLicenseClaims> Links, SessionLicenseClaims? SessionLicense)
{
    public static Outcome<UnverifiedFile> Read(byte[] file)
    {
        if (!FileForm.Open(file).Is(out var opened, out var fault))
        {
            return fault;
        }

        var links = new List<ServerLicenseClaims>();
        SessionLicenseClaims? session = null;
        for (var i = 0; i < opened.Links.Count; i++)
        {
            var isSession = i > 0 && i == opened.Links.Count - 1 && opened.Links[i].TypeName == DocumentType.SessionLicense.Name;
            if (opened.Links[i].TakeUnpinned(isSession ? DocumentType.SessionLicense : DocumentType.ServerLicense, new byte[file.Length], out var payload) is { } malformed)
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
}
