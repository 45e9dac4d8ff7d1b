using System.Security.Cryptography;
using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Documents under another header than the one that key and type allow; the signature over it is good, unless it is said otherwise.</summary>
internal static class HostileHeaders
{
    private static readonly SigningKey Issuer = Some.Key(1);
    private static readonly string Kid = Issuer.PublicKey.Thumbprint;
    private static readonly Link Child = Some.Child();

    private static readonly string[] NamesAnother =
        ["alg-none", "alg-none-title", "alg-none-upper", "alg-none-mixed", "alg-empty", "alg-lower", "alg-es256", "alg-rs256", "alg-ed448", "alg-ed25519ph", "alg-twice-escaped"];

    public static IEnumerable<VectorFile> All() => [.. Headers(), .. Algorithms(), .. Types(), .. AtTheRoot()];

    /// <summary>KID stands for the thumbprint of the key that must have signed.</summary>
    private static IEnumerable<VectorFile> Headers() => new (string Name, string What, string Header)[]
    {
        ("alg-none", "alg none.", """{"alg":"none","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("alg-none-title", "alg None.", """{"alg":"None","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("alg-none-upper", "alg NONE.", """{"alg":"NONE","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("alg-none-mixed", "alg nOnE.", """{"alg":"nOnE","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("alg-empty", "An empty alg.", """{"alg":"","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("alg-missing", "No alg.", """{"kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("alg-lower", "alg in lower case.", """{"alg":"eddsa","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("alg-es256", "alg ES256.", """{"alg":"ES256","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("alg-rs256", "alg RS256.", """{"alg":"RS256","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("alg-ed448", "alg Ed448.", """{"alg":"Ed448","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("alg-ed25519ph", "alg Ed25519ph.", """{"alg":"Ed25519ph","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("alg-twice", "alg twice.", """{"alg":"EdDSA","alg":"EdDSA","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("alg-twice-escaped", "alg twice, once by an escaped name.", """{"alg":"EdDSA","\u0061lg":"none","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("alg-array", "alg is an array.", """{"alg":["EdDSA"],"kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("reordered", "Members in another order.", """{"kid":"KID","alg":"EdDSA","typ":"lk-server-license+jwt"}"""),
        ("space", "A space after a colon.", """{"alg": "EdDSA","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("trailing-space", "A space after the header.", """{"alg":"EdDSA","kid":"KID","typ":"lk-server-license+jwt"} """),
        ("bom", "A byte order mark before the header.", "\ufeff" + """{"alg":"EdDSA","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("jwk", "An embedded key, of the issuer.", """{"alg":"EdDSA","jwk":{"crv":"Ed25519","kty":"OKP","x":"X"},"kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("jku", "The address of a key set.", """{"alg":"EdDSA","jku":"https://evil.example/jwks","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("x5u", "The address of a certificate.", """{"alg":"EdDSA","kid":"KID","typ":"lk-server-license+jwt","x5u":"https://evil.example/c.pem"}"""),
        ("x5c", "An embedded certificate.", """{"alg":"EdDSA","kid":"KID","typ":"lk-server-license+jwt","x5c":["AAAA"]}"""),
        ("crit", "Unencoded content, declared critical.", """{"alg":"EdDSA","b64":false,"crit":["b64"],"kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("crit-unknown", "An unknown critical extension.", """{"alg":"EdDSA","crit":["exp"],"exp":1,"kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("zip", "A compressed payload.", """{"alg":"EdDSA","kid":"KID","typ":"lk-server-license+jwt","zip":"DEF"}"""),
        ("cty", "A content type.", """{"alg":"EdDSA","cty":"JWT","kid":"KID","typ":"lk-server-license+jwt"}"""),
        ("kid-missing", "No kid.", """{"alg":"EdDSA","typ":"lk-server-license+jwt"}"""),
        ("kid-unknown", "The kid of a key that nobody knows.", """{"alg":"EdDSA","kid":"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k","typ":"lk-server-license+jwt"}"""),
        ("kid-root", "The kid of the root key.", """{"alg":"EdDSA","kid":"ROOT","typ":"lk-server-license+jwt"}"""),
        ("kid-injection", "A kid that looks like a path.", """{"alg":"EdDSA","kid":"../../dev/null","typ":"lk-server-license+jwt"}"""),
        ("empty-object", "A header without members.", "{}"),
        ("not-json", "A header that is not JSON.", "header"),
    }.Select(h => new VectorFile("header-" + h.Name, h.What + " The signature over it is good.",
        Child.Headed(h.Header.Replace("KID", Kid, StringComparison.Ordinal).Replace("ROOT", Some.Root.PublicKey.Thumbprint, StringComparison.Ordinal).Replace("\"X\"", $"\"{Issuer.PublicKey.X}\"", StringComparison.Ordinal)).Bundle(),
        NamesAnother.Contains(h.Name) ? FaultCode.WrongAlgorithm : FaultCode.WrongHeader));

    /// <summary>Other algorithms, really computed with what an attacker knows: the public key.</summary>
    private static IEnumerable<VectorFile> Algorithms()
    {
        var jwk = $$"""{"crv":"Ed25519","kty":"OKP","x":"{{Issuer.PublicKey.X}}"}""";
        foreach (var (name, what, secret) in new[]
        {
            ("raw", "the 32 bytes", Issuer.PublicKey.Bytes.ToArray()),
            ("pem", "the PEM text", Some.Utf8(Issuer.PublicKey.ToPem())),
            ("jwk", "the JWK text", Some.Utf8(jwk)),
        })
        {
            var signed = $"{Base64UrlText.Encode(Some.Utf8(GoodFiles.Header("HS256", Issuer)))}.{Base64UrlText.Encode(Some.Utf8(Child.Payload))}";
            yield return new($"hs256-{name}", $"HS256, keyed with the issuer's public key ({what}).",
                Child.Replaced($"{signed}.{Base64UrlText.Encode(HMACSHA256.HashData(secret, Some.Utf8(signed)))}").Bundle(), FaultCode.WrongAlgorithm);
            signed = $"{Base64UrlText.Encode(Some.Utf8(GoodFiles.Header("HS512", Issuer)))}.{Base64UrlText.Encode(Some.Utf8(Child.Payload))}";
            yield return new($"hs512-{name}", $"HS512, whose length is that of Ed25519, keyed with the issuer's public key ({what}).",
                Child.Replaced($"{signed}.{Base64UrlText.Encode(HMACSHA512.HashData(secret, Some.Utf8(signed)))}").Bundle(), FaultCode.WrongAlgorithm);
        }

        yield return new("none-unsigned", "alg none and no signature.",
            Child.Replaced($"{Base64UrlText.Encode(Some.Utf8(GoodFiles.Header("none", Issuer)))}.{Base64UrlText.Encode(Some.Utf8(Child.Payload))}.").Bundle(), FaultCode.WrongAlgorithm);
        yield return new("rs256-256-bytes", "alg RS256 and a signature as long as that of RSA with 2048 bits.",
            Child.Replaced($"{Base64UrlText.Encode(Some.Utf8(GoodFiles.Header("RS256", Issuer)))}.{Base64UrlText.Encode(Some.Utf8(Child.Payload))}.{new string('A', 342)}").Bundle(), FaultCode.WrongAlgorithm);
        yield return new("none-zeros", "alg none and a signature of zeros.",
            Child.Replaced($"{Base64UrlText.Encode(Some.Utf8(GoodFiles.Header("none", Issuer)))}.{Base64UrlText.Encode(Some.Utf8(Child.Payload))}.{new string('A', 86)}").Bundle(), FaultCode.WrongAlgorithm);
        yield return new("jwk-of-attacker", "The attacker's key embedded in the header, and the document signed with it.",
            Child.Replaced(Signed.Sign($$"""{"alg":"EdDSA","jwk":{"crv":"Ed25519","kty":"OKP","x":"{{Some.Key(66).PublicKey.X}}"},"kid":"{{Kid}}","typ":"lk-server-license+jwt"}""", Child.Payload, Some.Key(66))).Bundle(), FaultCode.WrongHeader);
    }

    private static IEnumerable<VectorFile> Types()
    {
        foreach (var (name, type) in new[] { ("lease", "lk-lease+jwt"), ("ping", "lk-ping+jwt"), ("pong", "lk-pong+jwt"), ("activation", "lk-activation+jwt"), ("jwt", "JWT"), ("upper", "LK-SERVER-LICENSE+JWT"), ("application", "application/lk-server-license+jwt"), ("empty", "") })
        {
            yield return new($"typ-{name}", $"A server license under typ '{type}', well signed.", Child.Headed(GoodFiles.Header("EdDSA", Issuer, type)).Bundle(), FaultCode.WrongHeader);
        }

        yield return new("typ-missing", "No typ, well signed.", Child.Headed($$"""{"alg":"EdDSA","kid":"{{Kid}}"}""").Bundle(), FaultCode.WrongHeader);
        yield return new("typ-session-for-server", "The payload of a server license under the typ of a session license.", Child.Headed(GoodFiles.Header("EdDSA", Issuer, "lk-session-license+jwt")).Bundle(), FaultCode.ContentOfAnotherType);
        yield return new("typ-server-for-session", "The payload of a session license under the typ of a server license.", Child.Gives().Headed(GoodFiles.Header("EdDSA", Some.Key(2))).Bundle(), FaultCode.ContentOfAnotherType);
        yield return new("typ-session-in-the-middle", "A session license with a server license below it.", Some.Bundle([.. Child.Documents, Child.Gives().Jws, Child.Issue().Jws]), FaultCode.WrongHeader);
        yield return new("typ-two-sessions", "Two session licenses.", Some.Bundle([.. Child.Documents, Child.Gives().Jws, Child.Gives().Jws]), FaultCode.WrongHeader);
        yield return new("typ-session-alone", "A session license signed by the root key, alone.", Some.Bundle(Child.Gives().SignedBy(Some.Root).Jws), FaultCode.UntrustedRoot);
    }

    private static IEnumerable<VectorFile> AtTheRoot()
    {
        var master = Some.Master();
        yield return new("root-alg-none", "The first link under alg none.", master.Headed(GoodFiles.Header("none", Some.Root)).Bundle(), FaultCode.WrongAlgorithm);
        yield return new("root-hs256", "The first link by HS256, keyed with the root key's public bytes.",
            master.Replaced(Hs256(GoodFiles.Header("HS256", Some.Root), master.Payload, Some.Root)).Bundle(), FaultCode.WrongAlgorithm);
        yield return new("root-kid-of-attacker", "The first link under the attacker's kid and signature.", master.SignedBy(Some.Key(66)).Bundle(), FaultCode.UntrustedRoot);
        yield return new("root-signed-by-attacker", "The first link under the root key's kid, signed by the attacker.",
            Some.Bundle(Signed.Sign(GoodFiles.Header("EdDSA", Some.Root), master.Payload, Some.Key(66))), FaultCode.BadSignature);
        yield return new("root-typ-session", "The first link under the typ of a session license.", master.Headed(GoodFiles.Header("EdDSA", Some.Root, "lk-session-license+jwt")).Bundle(), FaultCode.UntrustedRoot);
        yield return new("root-header-reordered", "The first link's header in another order.",
            master.Headed($$"""{"kid":"{{Some.Root.PublicKey.Thumbprint}}","alg":"EdDSA","typ":"lk-server-license+jwt"}""").Bundle(), FaultCode.UntrustedRoot);
    }

    private static string Hs256(string header, string payload, SigningKey issuer)
    {
        var signed = $"{Base64UrlText.Encode(Some.Utf8(header))}.{Base64UrlText.Encode(Some.Utf8(payload))}";
        return $"{signed}.{Base64UrlText.Encode(HMACSHA256.HashData(issuer.PublicKey.Bytes, Some.Utf8(signed)))}";
    }
}
