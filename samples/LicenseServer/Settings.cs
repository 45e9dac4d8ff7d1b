using LicenseKit.Hosting;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>The sample's settings: ordinary .NET configuration under <c>LicenseKit:</c>.</summary>
internal sealed record Settings(string Data, string Product, bool IsMaster, IReadOnlyList<string> RootKeyFiles, string? License, string PublicUrl)
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Reads the configuration, and fills in where to listen.</summary>
    /// <exception cref="LicenseFaultException">A value is wrong; every problem is named.</exception>
    public static Settings Read(ConfigurationManager configuration)
    {
        configuration["urls"] ??= DefaultUrl;
        var section = configuration.GetSection("LicenseKit");
        var license = section["License"];
        var roots = (section["RootKeys"] ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var role = section["Role"] ?? (license is null && roots.Length == 0 ? "master" : "child");
        var storage = section["Storage"] ?? "sqlite";
        var problems = new List<string>();
        if (role is not ("master" or "child"))
        {
            problems.Add($"LicenseKit:Role '{role}' is not master or child.");
        }

        if (role == "child" && roots.Length == 0)
        {
            problems.Add("LicenseKit:RootKeys is missing; a child needs its vendor's root.pub.pem.");
        }

        if (storage == "postgresql")
        {
            throw new LicenseFaultException(new(FaultCode.NotSupported, "LicenseKit:Storage 'postgresql' is not served by this version.", "Use 'sqlite'."));
        }

        if (storage != "sqlite")
        {
            problems.Add($"LicenseKit:Storage '{storage}' is not sqlite.");
        }

        problems.AddRange(roots.Append(license).OfType<string>().Where(f => !File.Exists(f)).Select(f => $"The file '{f}' cannot be found."));
        return problems.Count > 0
            ? throw new LicenseFaultException(new(FaultCode.Configuration, string.Join(' ', problems), "Correct the configuration."))
            : new Settings(section["Data"] ?? "data", section["Product"] ?? "acme.robot", role == "master", roots, license,
                (section["PublicUrl"] ?? configuration["urls"]!.Split(';')[0]).TrimEnd('/'));
    }
}
