namespace LicenseKit.Tests.SeatRules.Model;

/// <summary>One license of a chain as a server knows it: every version that it has held, the oldest first.</summary>
internal sealed class KnownLink(string name, LicenseVersion first)
{
    public string Name { get; } = name;

    public List<SeenVersion> Versions { get; } = [new(first)];

    public LicenseVersion Newest => Versions[^1].Version;

    public void Take(LicenseVersion version, long now)
    {
        if (version.Serial > Newest.Serial)
        {
            Versions[^1].ReplacedAt = now;
            Versions.Add(new SeenVersion(version));
        }
    }
}
