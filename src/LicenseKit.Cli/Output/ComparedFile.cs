using LicenseKit.Cli.Files;

namespace LicenseKit.Cli.Output;

/// <summary>One of two files that are compared.</summary>
/// <param name="File">Its name.</param>
/// <param name="Content">What it says.</param>
internal sealed record ComparedFile(string File, FileContent Content)
{
    /// <summary>Its licenses, root first.</summary>
    public IEnumerable<ChainLink> Links => Content.SessionLicense is { } session ? Servers.Append(new("", null, session)) : Servers;

    /// <summary>How messages name its last license.</summary>
    public string LastName
    {
        get
        {
            var last = Links.Last();
            return $"{last.Name} ({last.Id})";
        }
    }

    private IEnumerable<ChainLink> Servers => Content.Links.Select(l => new ChainLink("", l, null));
}
