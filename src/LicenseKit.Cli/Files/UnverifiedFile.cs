using LicenseKit.Licenses;

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
            var document = opened.Links[i];
            if (!Said.Of(document, i > 0 && i == opened.Links.Count - 1 && Said.NamesSession(document)).Is(out var said, out fault))
            {
                return fault.At(links.Count > 0 ? links[^1].Id : null);
            }

            session = said.Session;
            if (said.Server is { } link)
            {
                links.Add(link);
            }
        }

        return new UnverifiedFile(links, session);
    }
}
