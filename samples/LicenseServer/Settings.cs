using LicenseKit.Hosting;
using LicenseKit.Signing;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>The sample's settings: ordinary .NET configuration under <c>LicenseKit:</c>.</summary>
internal sealed record Settings(string Data, string Product, bool IsMaster, IReadOnlyList<RootKeyEntry> RootKeys, string? License, string PublicUrl, string? Signer, bool AcceptEmptyState, IReadOnlyList<System.Net.IPNetwork> TrustedProxies)
{
    private const string PassphraseKey = "LicenseKit:Passphrase";
    private const string PassphraseVariable = "LICENSEKIT_PASSPHRASE";
    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Reads the configuration, and fills in where to listen.</summary>
    /// <exception cref="LicenseFaultException">A value is wrong; every problem is named.</exception>
    public static Settings Read(ConfigurationManager configuration, string[] args)
    {
        configuration["urls"] ??= DefaultUrl;
        var section = configuration.GetSection("LicenseKit");
        var license = section["License"];
        var named = section["RootKeys"] ?? string.Join(';', section.GetSection("RootKeys").GetChildren().Select(k => k.Value));
        var role = section["Role"] ?? (license is null && named.Length == 0 ? "master" : "child");
        var storage = section["Storage"] ?? "sqlite";
        var problems = new List<string>();
        if (!bool.TryParse(section["AcceptEmptyState"] ?? "false", out var acceptEmpty))
        {
            problems.Add($"LicenseKit:AcceptEmptyState '{section["AcceptEmptyState"]}' is not true or false.");
        }

        if (role is not ("master" or "child"))
        {
            problems.Add($"LicenseKit:Role '{role}' is not master or child.");
        }

        if (!RootKeyEntry.ReadList(named).Is(out var roots, out var fault))
        {
            problems.Add($"LicenseKit:RootKeys: {fault.Message} {fault.Remedy}");
            roots = [];
        }

        if (!TryProxies(section["TrustedProxies"] ?? "", out var proxies))
        {
            problems.Add($"LicenseKit:TrustedProxies '{section["TrustedProxies"]}' is not a list of IP addresses or networks (10.0.0.5;10.1.0.0/16).");
        }

        if (args.Any(a => a.TrimStart('-', '/').StartsWith(PassphraseKey, StringComparison.OrdinalIgnoreCase)))
        {
            problems.Add($"{PassphraseKey} is on the command line, where every user of the machine can read it; set the environment variable {PassphraseVariable}.");
        }

        if (role == "child" && named.Length == 0)
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

        problems.AddRange(roots.Select(r => r.File).Append(license).OfType<string>().Where(f => !File.Exists(f)).Select(f => $"The file '{f}' cannot be found."));
        return problems.Count > 0
            ? throw new LicenseFaultException(new(FaultCode.Configuration, string.Join(' ', problems), "Correct the configuration."))
            : new Settings(section["Data"] ?? "data", section["Product"] ?? "acme.robot", role == "master", roots, license,
                (section["PublicUrl"] ?? configuration["urls"]!.Split(';')[0]).TrimEnd('/'), section["Signer"], acceptEmpty, proxies);
    }

    /// <summary>Addresses and networks of proxies, joined by <c>;</c>.</summary>
    private static bool TryProxies(string text, out IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        var networks = new List<System.Net.IPNetwork>();
        proxies = networks;
        foreach (var entry in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (System.Net.IPAddress.TryParse(entry, out var address))
            {
                networks.Add(new(address, address.GetAddressBytes().Length * 8));
            }
            else if (System.Net.IPNetwork.TryParse(entry, out var network))
            {
                networks.Add(network);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The passphrase of the key files; null = none. Not a member of the settings, which may be printed.</summary>
    public static string? Passphrase(IConfiguration configuration) => configuration[PassphraseKey] ?? Environment.GetEnvironmentVariable(PassphraseVariable);
}
