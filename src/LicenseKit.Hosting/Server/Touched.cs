using LicenseKit.Issuing;

namespace LicenseKit.Hosting.Server;

/// <summary>What a batch has changed and must be stored before anybody is answered.</summary>
internal sealed class Touched
{
    public bool Child { get; set; }

    /// <summary>Server licenses with a new version.</summary>
    public HashSet<string> Servers { get; } = new(StringComparer.Ordinal);

    /// <summary>Server licenses whose holder told something; their versions are stored.</summary>
    public HashSet<string> Told { get; } = new(StringComparer.Ordinal);

    public HashSet<string> SessionLicenses { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Sessions { get; } = new(StringComparer.Ordinal);

    public List<Audit> Audits { get; } = [];

    /// <summary>True when the floor of time shall be stored though nothing else changed.</summary>
    public bool Floor { get; set; }

    public bool Nothing => !Floor && !Child && Servers.Count == 0 && Told.Count == 0 && SessionLicenses.Count == 0 && Sessions.Count == 0 && Audits.Count == 0;

    public void Add(Touched other)
    {
        Child |= other.Child;
        Floor |= other.Floor;
        Servers.UnionWith(other.Servers);
        Told.UnionWith(other.Told);
        SessionLicenses.UnionWith(other.SessionLicenses);
        Sessions.UnionWith(other.Sessions);
        Audits.AddRange(other.Audits);
    }
}
