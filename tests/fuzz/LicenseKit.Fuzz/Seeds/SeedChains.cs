namespace LicenseKit.Fuzz.Seeds;

/// <summary>The good chains from which recipes start: every shape that the format has, most of them short since each link costs a signature.</summary>
internal static class SeedChains
{
    private const string Online = """{"every":3600,"silence":2592000}""";

    private static readonly string Stages = $"[{Stage(100, "Quarter end", 50)},{Stage(200, "Low", 10)}]";

    public static Seed[] Of(ChainFormat format) =>
    [
        Chain("master", 20, format, [l => l]),
        Chain("child", 8, format, [l => l, l => l]),
        Chain("master-with-stages", 8, format, [l => l with { Stages = Stages }]),
        Chain("child-with-stages", 8, format, [l => l with { Stages = Stages }, l => l with { Stages = Stages }]),
        Chain("oem", 2, format, [l => l, l => l with { Oem = 1 }, l => l]),
        Chain("offline-child", 3, format, [l => l with { Maximum = 500 * SeedLicense.Day }, l => l with { Contact = null, Maximum = 500 * SeedLicense.Day }]),
        Chain("unlimited", 4, format, [Unlimited, Unlimited]),
        Chain("session", 8, format, [l => l], "shared"),
        Chain("reserved-session", 2, format, [l => l, l => l], "reserved"),
        Chain("code-bound", 3, format, [l => l with { Binding = SeedLicense.Code(FixedKeys.Holder(0)) }, l => l with { Binding = SeedLicense.Code(FixedKeys.Holder(1)) }]),
        Chain("not-activated", 2, format, [l => l, l => l with { Binding = null, State = "suspended", Overage = """{"mode":"end"}""" }]),
        Chain("newer-parent", 2, format, [l => l with { Serial = 4, Seats = """{"execution":1,"generic":0}""" }, l => l]),
        Chain("eight", 1, format, [.. Enumerable.Range(0, 8).Select(i => (Func<SeedLicense, SeedLicense>)(l => l with { Oem = 7 - i }))]),
    ];

    private static SeedLicense Unlimited(SeedLicense license) => license with
    {
        Maximum = 1_000_000_000,
        MaxLicenses = 1_000_000_000,
        Expires = SeedLicense.Perpetual,
        Grace = 0,
        Seats = """{"developer":1000000000,"generic":1000000000}""",
        Features = """{"all":{},"vision":{"limit":1000000000}}""",
        Overage = """{"mode":"finish"}""",
    };

    private static Seed Chain(string name, int weight, ChainFormat format, Func<SeedLicense, SeedLicense>[] changes, string? session = null)
    {
        var links = new List<SeedLink>();
        var signer = FixedKeys.Root;
        SeedLicense? above = null;
        for (var i = 0; i < changes.Length; i++)
        {
            var holder = FixedKeys.Holder(i);
            var license = changes[i](new SeedLicense
            {
                Id = $"L{i}",
                Issuer = above?.Id ?? signer.Thumbprint,
                Binding = SeedLicense.Key(holder),
                Contact = above is null ? null : Online,
                Oem = above is null ? 7 : 0,
                Parent = above is null ? null : $$"""{"id":"{{above.Id}}","serial":3,"sha256":"{{format.Notation.HashOf(links[^1].Content)}}"}""",
            });
            links.Add(new(format.Notation.ContentOf(license.Server()), DocumentTypes.ServerLicense, signer, license.Binding is null ? null : holder, license.Binding?.Contains("lkc", StringComparison.Ordinal) == true, format));
            (above, signer) = (license, holder);
        }

        if (session is not null)
        {
            links.Add(new(format.Notation.ContentOf(new SeedLicense { Id = "S", Issuer = above!.Id, Stages = Stages }.Session(session)), DocumentTypes.SessionLicense, signer, null, false, format));
        }

        return new Seed(name, weight, [.. links]);
    }

    private static string Stage(int day, string name, int execution) =>
        $$"""{"from":{{SeedLicense.Now + (day * SeedLicense.Day)}},"name":"{{name}}","seats":{"developer":5,"execution":{{execution}},"generic":3},"to":{{SeedLicense.Now + ((day + 10) * SeedLicense.Day)}}}""";
}
