namespace LicenseKit.Fuzz.Recipes;

/// <summary>Members of licenses as JSON, good and bad.</summary>
internal static class LicensePieces
{
    public static string[] Names { get; } =
    [
        "aud", "cnf", "jwk", "lkc", "crv", "kty", "x", "exp", "iat", "iss", "lk", "client", "contact", "every", "silence", "ext", "features", "limit", "until", "grace", "maxDuration", "maxLease",
        "maxLicenses", "maxOffline", "oem", "overage", "mode", "seconds", "parent", "id", "serial", "sha256", "parentUrl", "seats", "developer", "execution", "generic", "stages", "from", "name", "to",
        "state", "v", "nbf", "sub", "allocation", "maxBorrow", "serverUrl", "vision", "all", "note", "lk.later", "a", "h", "z", "", "__proto__", "Developer", "\u00e9",
    ];

    public static byte[][] Values { get; } = Pieces.All(
        "{}", "[]", "null", "true", "false", "\"\"", "0", "1", "5", "1000000000", "\"x\"", "{\"limit\":5}", "{\"until\":1820000000}", "{\"limit\":1000000001}", "{\"mode\":\"finish\"}", "{\"mode\":\"end\"}",
        "{\"mode\":\"deadline\",\"seconds\":3601}", "{\"every\":1,\"silence\":2}", "{\"every\":2592001,\"silence\":253402300799}", "{\"generic\":1}", "{\"developer\":1,\"execution\":1,\"generic\":1}",
        "{\"a\":0,\"b\":0,\"c\":0,\"d\":0,\"e\":0,\"f\":0,\"g\":0,\"generic\":0,\"h\":0,\"i\":0,\"j\":0,\"k\":0,\"l\":0,\"m\":0,\"n\":0,\"o\":0}",
        "{\"from\":1800000000,\"name\":\"\",\"seats\":{\"developer\":5,\"execution\":20,\"generic\":3},\"to\":1800000001}",
        "{\"from\":1834128000,\"name\":\"late\",\"seats\":{\"developer\":500,\"execution\":20,\"generic\":3},\"to\":253402300799}",
        "{\"from\":0,\"name\":\"early\",\"seats\":{\"developer\":500,\"execution\":20,\"generic\":3},\"to\":1800000000}",
        "{\"from\":1700000000,\"name\":\"all\",\"seats\":{\"developer\":0,\"execution\":0,\"generic\":28},\"to\":1900000000}",
        "{\"id\":\"L0\",\"serial\":3,\"sha256\":\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"}", "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]", "{\"v\":2}", "\"\\u00e9\"", " 1", "/**/1", "1 ", "\t1");
}
