using System.Text;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Files whose outer JSON, or the compact form of a link, is not what it must be.</summary>
internal static class HostileShapes
{
    private static readonly string Jws = Some.Master().Jws;
    private static readonly string[] Parts = Some.Child().Jws.Split('.');

    public static IEnumerable<VectorFile> All() => [.. Bundles(), .. Keys(), .. Links()];

    /// <summary>Apostrophes stand for quotes, JWS for a good Master license.</summary>
    private static IEnumerable<VectorFile> Bundles()
    {
        VectorFile Text(string name, string what, string text, FaultCode code = FaultCode.NotABundle) =>
            new(name, what, Some.Utf8(text.Replace('\'', '"').Replace("JWS", Jws, StringComparison.Ordinal)), code);

        const string Good = "{'lk':'license-bundle/1','chain':['JWS']}";
        var good = Some.Bundle(Jws);
        return
        [
            Text("empty", "No byte at all.", ""),
            Text("white-space", "White space only.", " \n"),
            Text("not-json", "Not JSON.", "hello"),
            Text("bare-jws", "A document without its bundle.", "JWS"),
            Text("array", "An array in place of the bundle.", "[]"),
            Text("null", "null in place of the bundle.", "null"),
            Text("object-empty", "A bundle without members.", "{}"),
            Text("bom", "A byte order mark before the bundle.", "\ufeff" + Good),
            new("utf-16", "The bundle in UTF-16.", Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(good)), FaultCode.NotABundle),
            new("utf-16-bom", "The bundle in UTF-16 with a byte order mark.", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(good))], FaultCode.NotABundle),
            new("invalid-utf-8", "A byte that is not UTF-8 inside a member's name.", [.. Some.Utf8("{\"lk"), 0xff, .. Some.Utf8("\":1}")], FaultCode.NotABundle),
            new("size-256-KiB-and-1", "One byte more than a file may have.", GoodFiles.Padded(good, (256 * 1024) + 1), FaultCode.TooLarge),
            Text("chain-empty", "No link.", "{'lk':'license-bundle/1','chain':[]}", FaultCode.ChainLength),
            Text("chain-10", "Ten links.", $"{{'lk':'license-bundle/1','chain':[{string.Join(',', Enumerable.Repeat("'JWS'", 10))}]}}", FaultCode.ChainLength),
            new("chain-9-servers", "Nine server licenses.", Some.Chain(8).Issue().Bundle(), FaultCode.ChainLength),
            Text("chain-missing", "No chain.", "{'lk':'license-bundle/1'}"),
            Text("chain-number", "A number in the chain.", "{'lk':'license-bundle/1','chain':[1]}"),
            Text("chain-null", "null in the chain.", "{'lk':'license-bundle/1','chain':[null]}"),
            Text("chain-nested", "An array in the chain.", "{'lk':'license-bundle/1','chain':[['JWS']]}"),
            Text("chain-json-serialization", "A JWS in JSON serialization in place of the compact form.", "{'lk':'license-bundle/1','chain':[{'payload':'e30','signatures':[]}]}"),
            Text("chain-text", "One text in place of the chain.", "{'lk':'license-bundle/1','chain':'JWS'}"),
            Text("chain-object", "An object in place of the chain.", "{'lk':'license-bundle/1','chain':{'0':'JWS'}}"),
            Text("chain-escaped", "A link written with an escape.", "{'lk':'license-bundle/1','chain':['\\u0065yJ']}"),
            Text("chain-escaped-and-good", "A good chain, one character of it written with an escape.", Good.Replace("JWS", @"\u0065" + Jws[1..], StringComparison.Ordinal)),
            Text("chain-twice", "The chain comes twice.", "{'lk':'license-bundle/1','chain':['JWS'],'chain':['JWS']}"),
            Text("chain-twice-escaped", "The chain comes twice, once by an escaped name.", "{'lk':'license-bundle/1','chain':['JWS'],'\\u0063hain':['JWS']}"),
            Text("chain-case", "A member that differs by case only.", "{'lk':'license-bundle/1','Chain':['JWS'],'chain':['JWS']}"),
            Text("lk-missing", "No version.", "{'chain':['JWS']}"),
            Text("lk-2", "A later version of the bundle.", "{'lk':'license-bundle/2','chain':['JWS']}"),
            Text("lk-case", "The version in another case.", "{'lk':'License-Bundle/1','chain':['JWS']}"),
            Text("lk-null", "A version that is null.", "{'lk':null,'chain':['JWS']}"),
            Text("lk-number", "A version that is a number.", "{'lk':1,'chain':['JWS']}"),
            Text("lk-object", "A version that is an object.", "{'lk':{},'chain':['JWS']}"),
            Text("lk-twice", "The version comes twice.", "{'lk':'license-bundle/1','lk':'license-bundle/1','chain':['JWS']}"),
            Text("unknown-member", "A member that a bundle does not have.", "{'lk':'license-bundle/1','chain':['JWS'],'more':1}"),
            Text("proto-member", "A member named __proto__.", "{'__proto__':{'lk':'license-bundle/1'},'lk':'license-bundle/1','chain':['JWS']}"),
            Text("comment", "A comment.", "{'lk':'license-bundle/1',/* */'chain':['JWS']}"),
            Text("trailing-comma", "A comma after the last member.", "{'lk':'license-bundle/1','chain':['JWS'],}"),
            Text("trailing-comma-in-chain", "A comma after the last link.", "{'lk':'license-bundle/1','chain':['JWS',]}"),
            Text("trailing-text", "Text after the bundle.", Good + "x"),
            Text("trailing-bundle", "A second bundle after the first.", Good + Good),
            Text("trailing-nul", "A NUL after the bundle.", Good + "\0"),
            Text("cut-short", "The last bracket is missing.", Good[..^1]),
            Text("apostrophes", "Apostrophes in place of quotes.", "{\"lk\":\"license-bundle/1\",\"chain\":[`x`]}"),
            Text("surrogate-in-name", "An unpaired surrogate in a member's name.", "{'lk':'license-bundle/1','chain':['JWS'],'\\ud800':1}"),
            Text("surrogate-in-version", "An unpaired surrogate in the version.", "{'lk':'\\ud800','chain':['JWS']}"),
            Text("nested-500", "Arrays in arrays, 500 deep.", $"{{'lk':'license-bundle/1','chain':{new string('[', 500)}{new string(']', 500)}}}"),
            Text("nested-in-keys", "Arrays in arrays in the place of 'keys', 100,000 deep, none of them closed.", Good[..^1] + ",'keys':" + new string('[', 100_000)),
            Text("nested-in-unknown", "Arrays in arrays in an unknown member, 100,000 deep.", Good[..^1] + $",'more':{new string('[', 100_000)}{new string(']', 100_000)}}}"),
            Text("nested-100000", "Objects in objects, 40,000 deep.", string.Concat(Enumerable.Repeat("{'a':", 40_000))),
        ];
    }

    private static IEnumerable<VectorFile> Keys()
    {
        var x = Some.Key(2).PublicKey.X;
        var bound = Some.Master(c => c with { Stages = [] }).Issue(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Some.Key(2).PublicKey, Some.Product)) });
        VectorFile With(string name, string what, string keys, FaultCode code, Link? link = null) => new("keys-" + name, what,
            Some.Utf8($"{{\"lk\":\"license-bundle/1\",\"chain\":[{string.Join(',', (link ?? bound).Documents.Select(d => $"\"{d}\""))}],\"keys\":{keys}}}"), code);
        return
        [
            With("array", "'keys' is an array.", "[]", FaultCode.NotABundle),
            With("null", "'keys' is null.", "null", FaultCode.NotABundle),
            With("number", "A key that is a number.", """{"L1":1}""", FaultCode.BadKey),
            With("short", "A key of three bytes.", """{"L1":"AAAA"}""", FaultCode.BadKey),
            With("small-order", "A key of small order.", $$"""{"L1":"{{new string('A', 43)}}"}""", FaultCode.BadKey),
            With("padded", "A key with padding.", $$"""{"L1":"{{x}}="}""", FaultCode.BadKey),
            With("surrogate", "An unpaired surrogate as key.", """{"L1":"\ud800"}""", FaultCode.NotABundle),
            With("twice", "One id twice.", $$"""{"L1":"{{x}}","L1":"{{x}}"}""", FaultCode.NotABundle),
            With("twice-escaped", "One id twice, once by an escaped name.", $$"""{"L1":"{{x}}","\u004c1":"{{x}}"}""", FaultCode.NotABundle),
            With("nine", "More entries than servers can be.", $$"""{{{string.Join(',', Enumerable.Range(0, 9).Select(i => $"\"K{i}\":\"{x}\""))}}}""", FaultCode.NotABundle),
            With("of-another", "A key that is not the one of the link's License Code.", $$"""{"L1":"{{Some.Key(3).PublicKey.X}}"}""", FaultCode.BundleKeys),
            With("of-nobody", "A key of an id that is not in the chain.", $$"""{"L9":"{{x}}"}""", FaultCode.BundleKeys),
            With("of-a-bound-link", "A key of a link that is bound to a key itself.", $$"""{"L0":"{{Some.Key(1).PublicKey.X}}"}""", FaultCode.BundleKeys),
            With("of-an-unbound-link", "A key of a link that is not activated.", $$"""{"L1":"{{x}}"}""", FaultCode.BundleKeys, Some.Child(c => c with { Binding = null })),
            new("keys-missing", "A link bound by License Code has issued another, and its key is not in the file.", bound.Issue().BundleWith(), FaultCode.IssuerNotBound),
            With("attackers", "The attacker's key in place of that of the License Code, and a link signed with it.", $$"""{"L1":"{{Some.Key(66).PublicKey.X}}"}""", FaultCode.BundleKeys,
                bound.Issue().SignedBy(Some.Key(66))),
        ];
    }

    private static IEnumerable<VectorFile> Links()
    {
        static VectorFile Child(string name, string what, string document, FaultCode code = FaultCode.NotCompactJws) =>
            new("jws-" + name, what, Some.Utf8($"{{\"lk\":\"license-bundle/1\",\"chain\":[\"{Jws}\",\"{document}\"]}}"), code);
        string Joined(string header, string payload, string signature) => $"{header}.{payload}.{signature}";

        var (header, payload, signature) = (Parts[0], Parts[1], Parts[2]);
        var signatureBytes = Base64UrlText.Decode(signature, 64)!;
        return
        [
            new("jws-first-empty", "The first link is empty.", Some.Bundle(""), FaultCode.NotCompactJws),
            new("jws-first-dots", "The first link is two dots.", Some.Bundle(".."), FaultCode.NotCompactJws),
            Child("empty", "The second link is empty.", ""),
            Child("1-part", "One part.", header),
            Child("2-parts", "Two parts: no signature.", $"{header}.{payload}"),
            Child("2-parts-and-a-dot", "An empty signature.", $"{header}.{payload}."),
            Child("4-parts", "Four parts.", $"{header}.{payload}.{signature}.{signature}"),
            Child("5-parts", "Five parts, as an encrypted JWT.", $"{header}.{payload}.{signature}.{signature}.{signature}"),
            Child("no-header", "An empty header.", $".{payload}.{signature}"),
            Child("no-payload", "An empty payload (detached content).", $"{header}..{signature}"),
            Child("signature-63", "A signature of 63 bytes.", Joined(header, payload, Base64UrlText.Encode(signatureBytes.AsSpan(..63)))),
            Child("signature-65", "A signature of 65 bytes.", Joined(header, payload, Base64UrlText.Encode([.. signatureBytes, 0]))),
            Child("signature-padded", "Padding after the signature.", Joined(header, payload, signature + "==")),
            Child("signature-padded-inside", "Padding in the place of the signature's last symbols.", Joined(header, payload, signature[..^2] + "==")),
            Child("signature-standard-alphabet", "A slash in the signature, of the other base64 alphabet.", Joined(header, payload, "/" + signature[1..])),
            Child("signature-white-space", "A line break in place of a symbol of the signature.", Joined(header, payload, signature[..10] + " " + signature[11..])),
            Child("signature-non-canonical", "The last symbol of the signature carries bits that no byte has.", Joined(header, payload, signature[..^1] + NextSymbol(signature[^1]))),
            Child("payload-padded", "Padding after the payload, well signed.", Signed.SignText($"{header}.{payload}=", Some.Key(1))),
            Child("payload-standard-alphabet", "A plus in the payload, well signed.", Signed.SignText($"{header}.{payload[..^1]}+", Some.Key(1))),
            Child("payload-white-space", "White space in the payload, well signed.", Signed.SignText($"{header}.{payload[..20]} {payload[20..]}", Some.Key(1))),
            Child("payload-non-canonical", "The last symbol of the payload carries bits that no byte has, well signed.", Signed.SignText($"{header}.{NonCanonical(Some.Child())}", Some.Key(1))),
            Child("payload-one-symbol-left", "A payload of a length that base64url never has, well signed.", Signed.SignText($"{header}.AAAAA", Some.Key(1))),
            Child("leading-space", "A space before the document.", " " + Some.Child().Jws, FaultCode.WrongHeader),
            Child("trailing-space", "A space after the document.", Some.Child().Jws + " "),
            Child("header-padded", "Padding after the header, well signed.", Signed.SignText($"{header}=.{payload}", Some.Key(1)), FaultCode.WrongHeader),
            Child("header-non-canonical", "The header's last symbol carries bits that no byte has, or the header is another, well signed.", Signed.SignText($"{header[..^1]}{NextSymbol(header[^1])}.{payload}", Some.Key(1)), FaultCode.WrongHeader),
        ];
    }

    private static char NextSymbol(char symbol)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return alphabet[(alphabet.IndexOf(symbol, StringComparison.Ordinal) + 1) % 64];
    }

    /// <summary>The payload of a license whose length leaves unused bits, with one of them set.</summary>
    private static string NonCanonical(Link link)
    {
        for (; link.Jws.Split('.')[1].Length % 4 == 0; link = link.Next(c => c with { Client = c.Client + "x" }))
        {
        }

        var text = link.Jws.Split('.')[1];
        return text[..^1] + NextSymbol(text[^1]);
    }
}
