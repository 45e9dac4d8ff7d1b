using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LicenseKit.Fuzz.Seeds;

/// <summary>The good messages from which recipes start: each type at its smallest and with every member that there is.</summary>
internal static class SeedMessages
{
    private static readonly string Versions = string.Join(',', Enumerable.Range(1, 8).Select(i => $$"""{"serial":{{i}},"sha256":"{{Hash($"link {i}")}}"}"""));

    private static string Nonce { get; } = Base64Url.EncodeToString(SHA256.HashData("nonce"u8).AsSpan(..16));

    /// <summary>Who signs them.</summary>
    public static KeyPair Sender => FixedKeys.Holder(0);

    public static Seed[] Of(FuzzFormat format) =>
    [
        Message("lease", DocumentTypes.Lease, Lease("""[]""", """[]"""), format),
        Message("lease-with-all", DocumentTypes.Lease, Lease("""["vision","vision.3d"]""", """["grace","no-place-after"]"""), format),
        Message("activation", DocumentTypes.Activation, Activation($$"""
            "license":{"id":"L1","proof":"{{Hash("proof")}}","serial":3},
            """), format),
        Message("request", DocumentTypes.Activation, Activation(""), format, keyIsBeside: true),
        Message("ping", DocumentTypes.Ping, Ping($$"""[{{One}}]""", "", "", "", "{}"), format),
        Message("ping-with-all", DocumentTypes.Ping, Ping(
            $"[{Versions}]",
            $$"""
            "prev":{"seq":6,"sha256":"{{Hash("pong")}}"},
            """,
            """
            "refused":"LK3004",
            """,
            $$"""
            "settled":{{One}},
            """,
            """{"developer":2,"execution":1000000000}"""), format),
        Message("pong", DocumentTypes.Pong, Pong($"[{One}]", ""), format),
        Message("pong-with-all", DocumentTypes.Pong, Pong($"[{Versions}]", "\"stray\":1,"), format),
    ];

    private static string One => $$"""{"serial":3,"sha256":"{{Hash("link")}}"}""";

    private static string Lease(string features, string warnings) => $$"""
        {"aud":"{{FuzzFormat.Product}}","exp":{{SeedLicense.Now + 600}},"iat":{{SeedLicense.Now}},"iss":"L0","lk":{"borrowed":false,"features":{{features}},"kind":"developer","license":"S","n":1,
        "nonce":"{{Nonce}}","renewWithin":600,"v":1,"warnings":{{warnings}}},"sub":"{{Hash("session")}}"}
        """;

    private static string Activation(string license) => $$$"""
        {"aud":"{{{FuzzFormat.Product}}}","cnf":{{{SeedLicense.Key(Sender)}}},"iat":{{{SeedLicense.Now}}},"iss":"{{{Sender.Thumbprint}}}","lk":{
        {{{license}}}"nonce":"{{{Nonce}}}","reads":1,"software":"LicenseKit","v":1}}
        """;

    private static string Ping(string chain, string previous, string refused, string settled, string use) => $$$"""
        {"aud":"L0","iat":{{{SeedLicense.Now}}},"iss":"L1","lk":{"chain":{{{chain}}},"clock":0,"issued":3,"nonce":"{{{Nonce}}}","peak":4,{{{previous}}}"reads":1,{{{refused}}}"seq":7,{{{settled}}}"software":"LicenseKit",
        "use":{{{use}}},"v":1}}
        """;

    private static string Pong(string chain, string stray) => $$$"""
        {"aud":"L1","iat":{{{SeedLicense.Now}}},"iss":"L0","lk":{"chain":{{{chain}}},"nonce":"{{{Nonce}}}","reads":1,"seq":7,{{{stray}}}"v":1}}
        """;

    private static Seed Message(string name, string type, string json, FuzzFormat format, bool keyIsBeside = false) =>
        new(name, 1, [new SeedLink(json.ReplaceLineEndings(""), type, Sender, keyIsBeside ? Sender : null, keyIsBeside, format)]);

    private static string Hash(string of) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(of)));
}
