namespace LicenseKit.Tests.VectorFiles;

/// <summary>The documents of <c>tests/vectors</c>: cases grouped by the rule that they test.</summary>
internal static class VectorDocuments
{
    public const string Version = "licensekit-vectors/2";

    private static readonly (string Name, string Comment, Func<VectorRule, bool> Has)[] Parts =
    [
        ("file", "The file around the licenses.", r => Section(r) == 1),
        ("document", "Documents: base64url, header, keys, signature.", r => Section(r) == 2),
        ("payload", "Payloads: the one form of JSON, characters, numbers, members.", r => Section(r) == 3),
        ("server-license", "What a server license says.", r => Section(r) == 4),
        ("session-license", "What a session license says.", r => Section(r) == 5),
        ("license-code", "License Codes.", r => Section(r) == 6),
        ("chain", "The place of a license in its chain.", r => Section(r) == 7),
        ("delegation", "What a license may say below another, and how seats fit.", r => Section(r) == 8),
        ("installation", "Licenses that a reader compares with its own key, and what it remembers of them.", r => Section(r) == 9),
        ("standing", "Accepted files at an instant: standing and seats.", r => Section(r) == 10),
        ("xml-text", "XML: the text.", r => Section(r) == 11 && Number(r) <= 8),
        ("xml-content", "XML: the content.", r => Section(r) == 11 && Number(r) is > 8 and <= 14),
        ("xml-signature", "XML: the signature.", r => Section(r) == 11 && Number(r) > 14),
        ("message", "Leases, activations, pings and pongs: their form.", r => Section(r) == 12 && Number(r) <= 25),
        ("lease", "Leases with the request and the chain that an app compares them with.", r => Section(r) == 12 && Number(r) is > 25 and <= 31),
        ("answer", "Answers to pings: who signed them, what they name, how long they last.", r => Section(r) == 12 && Number(r) > 31),
    ];

    /// <summary>Name of the file without its ending → text.</summary>
    public static IReadOnlyDictionary<string, string> All() =>
        Parts.Select(p => KeyValuePair.Create(p.Name, Document(p.Comment, VectorRule.All.Where(p.Has).SelectMany(Groups))))
            .Append(new("key-files", Document("Private keys as they are stored: docs/keys.md.", [KeyFiles()])))
            .Append(new("keys", Keys()))
            .ToDictionary(StringComparer.Ordinal);

    private static string KeyFiles() => Group(null, "Texts, and the passphrase that is tried on each.", "key-file", VectorCase.KeyFiles);

    private static IEnumerable<string> Groups(VectorRule rule) =>
        VectorCase.All.Where(c => c.Rule == rule).GroupBy(c => c.Type).Select(g => Group(rule.Id, rule.Comment, g.Key, g));

    private static string Group(string? rule, string comment, string type, IEnumerable<VectorCase> cases)
    {
        var head = new VectorLines().Line(json =>
        {
            if (rule is not null)
            {
                json.WriteString("rule", rule);
            }

            json.WriteString("comment", comment);
            json.WriteString("type", type);
            if (type == "file")
            {
                var format = rule!.StartsWith("LF-11.", StringComparison.Ordinal) ? "xml" : "jws";
                VectorCase.WriteReading(json, VectorCase.Usual with { Format = format });
            }
            else if (type is "lease" or "sequence")
            {
                VectorCase.WriteRoots(json, VectorCase.Usual);
                json.WriteString("product", VectorCase.Usual.Product);
            }
        });
        return $"{head.ToString("")[..^1]},\"cases\":[\n{string.Join(",\n", cases.Select(c => c.Lines.ToString(" ")))}\n]}}";
    }

    private static string Document(string comment, IEnumerable<string> groups) =>
        $"{{\n\"vectors\":\"{Version}\",\n\"comment\":\"{comment}\",\n\"groups\":[\n{string.Join(",\n", groups)}\n]\n}}\n";

    private static string Keys()
    {
        var keys = VectorKeys.All.DistinctBy(k => k.Seed).Select(k => new VectorLines().Line(json =>
        {
            var key = Some.Key(k.Seed).PublicKey;
            json.WriteString("name", k.Name);
            json.WriteString("seed", Convert.ToHexStringLower([.. Enumerable.Repeat(k.Seed, 32)]));
            json.WriteString("key", key.X);
            json.WriteString("kid", key.Thumbprint);
            json.WriteString("pem", key.ToPem());
        }).ToString(""));
        const string comment = "The keys with which the cases are signed: everybody has them.";
        return $"{{\n\"vectors\":\"{Version}\",\n\"comment\":\"{comment}\",\n\"keys\":[\n{string.Join(",\n", keys)}\n]\n}}\n";
    }

    private static int Section(VectorRule rule) => Parsed(rule, 0);

    private static int Number(VectorRule rule) => Parsed(rule, 1);

    private static int Parsed(VectorRule rule, int part) =>
        int.Parse(rule.Id[3..].Split('.')[part], System.Globalization.CultureInfo.InvariantCulture);
}
