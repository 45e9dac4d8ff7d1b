using LicenseKit.Issuing;

namespace LicenseKit.Hosting.Server;

/// <summary>What a batch has changed and must be stored before anybody is answered.</summary>
internal sealed class Touched
{
    public bool Child { get; set; }

    public HashSet<string> Servers { get; } = new(StringComparer.Ordinal);

    public HashSet<string> SessionLicenses { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Sessions { get; } = new(StringComparer.Ordinal);

    public List<Audit> Audits { get; } = [];

    /// <summary>True when the floor of time shall be stored though nothing else changed.</summary>
    public bool Floor { get; set; }

    public bool Nothing => !Floor && !Child && Servers.Count == 0 && SessionLicenses.Count == 0 && Sessions.Count == 0 && Audits.Count == 0;

    public void Add(Touched other)
    {
        Child |= other.Child;
        Floor |= other.Floor;
        Servers.UnionWith(other.Servers);
        SessionLicenses.UnionWith(other.SessionLicenses);
        Sessions.UnionWith(other.Sessions);
        Audits.AddRange(other.Audits);
    }
}
