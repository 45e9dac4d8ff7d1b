using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Cli.Files;

/// <summary>What a license file says. It is no proof: <see cref="Read"/> checks the form of the file and not its signatures.</summary>
internal sealed record FileContent(IReadOnlyList<ServerLicenseClaims> Links, SessionLicenseClaims? SessionLicense)
{
    /// <summary>What a verified file says.</summary>
    public static FileContent Of(Chain chain) => new([.. chain.Links.Select(l => l.Claims)], chain.SessionLicense?.Claims);

    public static Outcome<FileContent> Read(byte[] file)
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
            if (!UnverifiedContent.Of(document, i > 0 && i == opened.Links.Count - 1 && UnverifiedContent.IsSessionLicense(document)).Is(out var content, out fault))
            {
                return fault.At(links.Count > 0 ? links[^1].Id : null);
            }

            session = content.Session;
            if (content.Server is { } link)
            {
                links.Add(link);
            }
        }

        return new FileContent(links, session);
    }
}
