namespace LicenseKit.Fuzz.Seeds;

/// <summary>The payload of a good license in RFC 8785 form, member by member as raw JSON.</summary>
internal sealed record SeedLicense
{
    public const long Day = 86_400;

    /// <summary>2027-01-15T08:00:00Z: the <c>iat</c> and <c>nbf</c> of every seed.</summary>
    public const long Now = 1_800_000_000;

    public const long Perpetual = 253_402_300_799;

    public string Product { get; init; } = FuzzFormat.Product;

    public string? Binding { get; init; }

    public long Expires { get; init; } = Now + (365 * Day);

    public required string Issuer { get; init; }

    public required string Id { get; init; }

    public string? Contact { get; init; }

    public string Extensions { get; init; } = """{"note":"hello"}""";

    public string Features { get; init; } = $$$"""{"vision":{"limit":10,"until":{{{Now + (300 * Day)}}}}}""";

    public long Grace { get; init; } = 30 * Day;

    public long Maximum { get; init; } = 30 * Day;

    public long MaxLicenses { get; init; } = 10;

    public int Oem { get; init; }

    public string Overage { get; init; } = """{"mode":"deadline","seconds":3600}""";

    public string? Parent { get; init; }

    public string Seats { get; init; } = """{"developer":5,"execution":20,"generic":3}""";

    public long Serial { get; init; } = 3;

    public string Stages { get; init; } = "[]";

    public string State { get; init; } = "active";

    public string Server() =>
        $$$"""
        {"aud":"{{{Product}}}",{{{(Binding is null ? "" : $"\"cnf\":{Binding},")}}}"exp":{{{Expires}}},"iat":{{{Now}}},"iss":"{{{Issuer}}}","lk":{"client":"Client {{{Id}}}",
        {{{(Contact is null ? "" : $"\"contact\":{Contact},")}}}"ext":{{{Extensions}}},"features":{{{Features}}},"grace":{{{Grace}}},"maxDuration":{{{Maximum}}},"maxLease":{{{Maximum}}},
        "maxLicenses":{{{MaxLicenses}}},"maxOffline":{{{Maximum}}},"oem":{{{Oem}}},"overage":{{{Overage}}},{{{(Parent is null ? "" : $"\"parent\":{Parent},\"parentUrl\":\"https://licenses.example\",")}}}
        "seats":{{{Seats}}},"serial":{{{Serial}}},"stages":{{{Stages}}},"state":"{{{State}}}","v":1},"nbf":{{{Now}}},"sub":"{{{Id}}}"}
        """.ReplaceLineEndings("");

    public string Session(string allocation) =>
        $$$"""
        {"aud":"{{{Product}}}","exp":{{{Expires}}},"iat":{{{Now}}},"iss":"{{{Issuer}}}","lk":{"allocation":"{{{allocation}}}","client":"Client {{{Id}}}","ext":{{{Extensions}}},"features":{{{Features}}},
        "maxBorrow":86400,"maxLease":600,"seats":{{{Seats}}},"serial":{{{Serial}}},"serverUrl":"https://licenses.example","stages":{{{Stages}}},"v":1},"nbf":{{{Now}}},"sub":"{{{Id}}}"}
        """.ReplaceLineEndings("");

    public static string Key(KeyPair key) => $$$"""{"jwk":{"crv":"Ed25519","kty":"OKP","x":"{{{key.X}}}"}}""";

    public static string Code(KeyPair key) => $$"""{"lkc":"{{Signing.LicenseCode.Of(key.Public, FuzzFormat.Product)}}"}""";
}
