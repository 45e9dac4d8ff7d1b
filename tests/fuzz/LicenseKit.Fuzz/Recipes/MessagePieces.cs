namespace LicenseKit.Fuzz.Recipes;

/// <summary>Members of messages, good and bad.</summary>
internal static class MessagePieces
{
    public static string[] Names { get; } =
    [
        "aud", "cnf", "jwk", "crv", "kty", "x", "exp", "iat", "iss", "sub", "lk", "borrowed", "features", "kind", "license", "id", "proof", "n", "nonce", "renewWithin", "v", "warnings", "chain", "serial",
        "sha256", "clock", "issued", "peak", "prev", "refused", "seq", "settled", "use", "stray", "reads", "software", "developer", "execution", "generic", "later", "nbf", "jti", "a", "z", "", "__proto__",
        "Lk", "\u00e9", "\ue000", "\ud83d\ude00", "\u202e",
    ];

    public static byte[][] Values { get; } = Pieces.All(
        "{}", "[]", "null", "true", "false", "\"\"", "0", "1", "2", "1000000000", "1000000001", "9007199254740991", "9007199254740992", "\"x\"", "[\"x\"]", "[1]", "[null]", "[true,false]", "{\"v\":1}", "{\"v\":2}",
        "{\"developer\":1}", "{\"generic\":1}", "{\"a\":0,\"b\":0,\"c\":0,\"d\":0,\"e\":0,\"f\":0,\"g\":0,\"h\":0,\"i\":0,\"j\":0,\"k\":0,\"l\":0,\"m\":0,\"n\":0,\"o\":0,\"p\":0,\"q\":0}",
        "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\",\"l\",\"m\",\"n\",\"o\",\"p\",\"q\"]", "{\"serial\":1,\"sha256\":\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"}",
        "[{\"serial\":1,\"sha256\":\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"}]", "{\"seq\":1,\"sha256\":\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"}",
        "\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"", "\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFV\"", "\"AAAAAAAAAAAAAAAAAAAAAA\"", "\"AAAAAAAAAAAAAAAAAAAAAB\"", "\"AAAAAAAAAAAAAAAAAAAA\"",
        "[[[[[[[[[[[[[[]]]]]]]]]]]]]]", "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]", "{\"b\":1,\"a\":1}", "{\"a\":1,\"a\":1}", "\"\\u00e9\"", "\"\\ud800\"", "\"\\n\"", "\"\\\"\\\\\"", " 1", "1 ", "1.0", "1e3", "-0");
}
