using System.Text.Json.Nodes;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>JSON that no good issuer writes, well signed by the issuer.</summary>
internal static class HostileJson
{
    private static readonly Link Child = Some.Child();

    public static IEnumerable<VectorFile> All() => [.. Members(), .. Numbers(), .. Unknown(), .. Missing(), .. OtherTypes(), .. WholePayloads(), .. Encodings()];

    /// <summary>A replacement in the good payload; apostrophes stand for quotes.</summary>
    internal static VectorFile Says(string name, string what, string from, string to, FaultCode code)
    {
        var (good, old) = (Child.Payload, from.Replace('\'', '"'));
        var at = good.IndexOf(old, StringComparison.Ordinal);
        return at < 0 ? throw new InvalidOperationException($"{name}: {from} is not in the payload.")
            : new(name, what, Child.Saying(good[..at] + to.Replace('\'', '"') + good[(at + old.Length)..]).Bundle(), code);
    }

    private static IEnumerable<VectorFile> Members() =>
    [
        Says("json-twice", "A member twice.", "{'aud':", "{'aud':'acme.robot','aud':", FaultCode.UnknownMember),
        Says("json-twice-escaped", "A member twice, once by an escaped name.", "{'aud':", @"{'aud':'acme.robot','\u0061ud':", FaultCode.NotCanonical),
        Says("json-twice-later", "A member again after others.", ",'lk':{", ",'iss':'L0','lk':{", FaultCode.UnknownMember),
        Says("json-twice-last", "The last member again, with another value.", ",'sub':'L1'}", ",'sub':'L1','sub':'L2'}", FaultCode.UnknownMember),
        Says("json-kind-twice", "A kind of seats twice.", "'seats':{'developer':5,", "'seats':{'developer':5,'developer':500,", FaultCode.NotCanonical),
        Says("json-kind-twice-escaped", "A kind of seats twice, once by an escaped name.", "'seats':{'developer':5,", @"'seats':{'developer':5,'d\u0065veloper':500,", FaultCode.NotCanonical),
        Says("json-ext-twice", "An extension twice.", "'ext':{'note':'hello'}", "'ext':{'note':'hello','note':'hello'}", FaultCode.NotCanonical),
        Says("json-ext-unsorted", "Extensions out of order.", "'ext':{'note':'hello'}", "'ext':{'z':'','a':''}", FaultCode.NotCanonical),
        Says("json-escaped-name", "An escape that is not needed, in a name.", "'aud'", @"'\u0061ud'", FaultCode.NotCanonical),
        Says("json-escaped-text", "An escape that is not needed, in a text.", "'acme.robot'", @"'acme\u002erobot'", FaultCode.NotCanonical),
        Says("json-escaped-slash", "Escaped slashes.", "'https://", @"'https:\/\/", FaultCode.NotCanonical),
        Says("json-escape-upper", "A needed escape in upper case.", "'hello'", @"'\u001F'", FaultCode.NotCanonical),
        Says("json-space", "White space in the payload.", "'serial':1,", "'serial': 1,", FaultCode.NotCanonical),
        Says("json-unsorted", "Two members in another order.", "'exp':1831536000,'iat':1800000000,", "'iat':1800000000,'exp':1831536000,", FaultCode.MissingMember),
        Says("json-case", "A name in another case.", "{'aud'", "{'Aud'", FaultCode.UnknownMember),
        Says("json-comment", "A comment.", "'serial':1,", "'serial':1/**/,", FaultCode.NotCanonical),
        Says("json-trailing-comma", "A comma after the last member.", ",'sub':'L1'}", ",'sub':'L1',}", FaultCode.NotCanonical),
        Says("json-control-character", "A raw control character in a text.", "hello", "he\u0001llo", FaultCode.NotCanonical),
        Says("json-raw-line-feed", "A raw line feed in a text.", "hello", "he\nllo", FaultCode.NotCanonical),
        Says("json-bad-escape", "An escape that JSON does not have.", "hello", @"\x41", FaultCode.NotCanonical),
        Says("json-surrogate-high", "An unpaired high surrogate.", "hello", @"\ud800", FaultCode.NotCanonical),
        Says("json-surrogate-low", "An unpaired low surrogate.", "'Client 1'", @"'\udc00x'", FaultCode.NotCanonical),
        Says("json-surrogates-high", "Two high surrogates.", "'note'", @"'\ud800\ud800'", FaultCode.NotCanonical),
        Says("json-surrogate-in-id", "An unpaired surrogate in the id.", "'sub':'L1'", @"'sub':'\ud800'", FaultCode.NotCanonical),
        Says("json-surrogate-in-kind", "An unpaired surrogate in the name of a kind.", "'seats':{'developer':5,", @"'seats':{'\ud800':5,", FaultCode.NotCanonical),
        Says("json-surrogate-pair-escaped", "A character beyond the BMP, written with escapes.", "hello", @"\ud83d\ude00", FaultCode.NotCanonical),
    ];

    private static IEnumerable<VectorFile> Numbers() =>
        from number in new (string Name, string Text, FaultCode Code)[]
        {
            ("fraction", "10.0", FaultCode.WrongType), ("exponent", "1e1", FaultCode.WrongType), ("exponent-upper", "1E1", FaultCode.WrongType), ("huge-exponent", "1e400", FaultCode.WrongType),
            ("minus-zero", "-0", FaultCode.WrongType), ("text", "\"10\"", FaultCode.WrongType), ("null", "null", FaultCode.WrongType), ("true", "true", FaultCode.WrongType),
            ("array", "[10]", FaultCode.WrongType), ("object", "{}", FaultCode.WrongType), ("negative", "-1", FaultCode.OutOfRange), ("above-unlimited", "1000000001", FaultCode.OutOfRange),
            ("2-to-32", "4294967306", FaultCode.OutOfRange), ("2-to-53", "9007199254740992", FaultCode.OutOfRange), ("2-to-63", "9223372036854775808", FaultCode.OutOfRange),
            ("2-to-64-and-1", "18446744073709551617", FaultCode.OutOfRange), ("leading-zero", "01", FaultCode.NotCanonical), ("plus", "+1", FaultCode.NotCanonical), ("hexadecimal", "0x1", FaultCode.NotCanonical),
            ("nan", "NaN", FaultCode.NotCanonical), ("infinity", "Infinity", FaultCode.NotCanonical), ("nothing", "", FaultCode.NotCanonical), ("arabic-digits", "\u0661\u0660", FaultCode.NotCanonical), ("underscore", "1_0", FaultCode.NotCanonical),
        }
        select Says($"number-{number.Name}", $"A count written as {(number.Text.Length == 0 ? "nothing" : number.Text)}.", "'maxLicenses':10", "'maxLicenses':" + number.Text, number.Code);

    private static IEnumerable<VectorFile> Unknown() =>
    [
        Says("unknown-proto", "A member __proto__.", "{'aud'", "{'__proto__':{},'aud'", FaultCode.UnknownMember),
        Says("unknown-in-payload", "An unknown member of the payload.", ",'sub':'L1'}", ",'sub':'L1','x':1}", FaultCode.UnknownMember),
        Says("unknown-jti", "A registered claim that licenses do not have.", ",'lk':{", ",'jti':'1','lk':{", FaultCode.UnknownMember),
        Says("unknown-in-lk", "An unknown member of lk.", ",'v':1}", ",'v':1,'x':1}", FaultCode.UnknownMember),
        Says("unknown-first-in-lk", "An unknown first member of lk.", "'lk':{", "'lk':{'a':1,", FaultCode.UnknownMember),
        Says("unknown-in-cnf", "An unknown member of cnf.", "'cnf':{", "'cnf':{'a':1,", FaultCode.UnknownMember),
        Says("unknown-cnf-kid", "A kid in cnf beside the key.", "'cnf':{'jwk':{", "'cnf':{'jku':'https://evil.example','jwk':{", FaultCode.UnknownMember),
        Says("unknown-in-jwk", "An unknown member of the JWK.", "'jwk':{", "'jwk':{'alg':'EdDSA',", FaultCode.UnknownMember),
        Says("unknown-private-key", "A private key in the JWK.", ",'kty':'OKP'", ",'d':'x','kty':'OKP'", FaultCode.UnknownMember),
        Says("unknown-in-contact", "An unknown member of contact.", "'contact':{", "'contact':{'a':1,", FaultCode.UnknownMember),
        Says("unknown-in-overage", "Seconds of an overage that has none.", "'mode':'deadline'", "'mode':'finish'", FaultCode.UnknownMember),
        Says("unknown-in-feature", "An unknown member of a feature.", "'limit':10,", "'limit':10,'m':1,", FaultCode.UnknownMember),
        Says("unknown-in-parent", "An unknown member of parent.", "'parent':{", "'parent':{'a':1,", FaultCode.UnknownMember),
        Says("unknown-in-stage", "An unknown member of a stage.", "[{'from'", "[{'a':1,'from'", FaultCode.UnknownMember),
        Says("unknown-object-in-seats", "An object among the seats.", "'generic':3},'serial'", "'generic':3,'z':{}},'serial'", FaultCode.WrongType),
    ];

    /// <summary>Every required member left out, at every level.</summary>
    private static IEnumerable<VectorFile> Missing()
    {
        var plain = Some.Child(c => c with { Stages = [] });
        string[] optional = ["cnf", "contact", "parent", "parentUrl", "limit", "until", "developer", "execution", "vision", "note"];
        var root = JsonNode.Parse(Child.Payload)!.AsObject();
        foreach (var (path, parent, name) in Places(root).Where(p => !optional.Contains(p.Name)).ToArray())
        {
            var index = parent.IndexOf(name);
            var value = parent[name];
            parent.RemoveAt(index);
            yield return new($"missing-{Slug(path)}", $"{path[2..]} is missing.", Child.Saying(root.ToJsonString()).Bundle(), FaultCode.MissingMember);
            parent.Insert(index, name, value);
        }

        yield return Says("missing-stage-kind", "A stage without a kind of the base.", "'seats':{'developer':5,'execution':50,", "'seats':{'developer':5,", FaultCode.BadStages);
        yield return new("kinds-without-generic", "No generic seats, and no stage.", plain.Saying(plain.Payload.Replace(",\"generic\":3", "", StringComparison.Ordinal)).Bundle(), FaultCode.MissingMember);
        yield return Says("missing-cnf-content", "An empty cnf.", $"'cnf':{{'jwk':{{'crv':'Ed25519','kty':'OKP','x':'{Some.Key(2).PublicKey.X}'}}}}", "'cnf':{}", FaultCode.MissingMember);
    }

    /// <summary>null in the place of every member.</summary>
    private static IEnumerable<VectorFile> OtherTypes()
    {
        var root = JsonNode.Parse(Child.Payload)!.AsObject();
        foreach (var (path, parent, name) in Places(root).ToArray())
        {
            var value = parent[name];
            parent[name] = null;
            yield return new($"null-{Slug(path)}", $"{path[2..]} is null.", Child.Saying(root.ToJsonString()).Bundle(), FaultCode.WrongType);
            parent[name] = value;
        }

        yield return Says("type-client-number", "A number in place of a text.", "'client':'Client 1'", "'client':1", FaultCode.WrongType);
        yield return Says("type-stages-object", "An object in place of the stages.", "'stages':[", "'stages':{},'stages':[", FaultCode.WrongType);
        yield return Says("type-lk-text", "A text in place of lk.", "'lk':{", "'lk':'x','lk':{", FaultCode.WrongType);
        yield return Says("type-url-number", "A number in place of parentUrl.", "'parentUrl':'https://licenses.example'", "'parentUrl':1", FaultCode.WrongType);
        yield return Says("type-cnf-text", "A text in place of cnf.", $"'cnf':{{'jwk':{{'crv':'Ed25519','kty':'OKP','x':'{Some.Key(2).PublicKey.X}'}}}}", "'cnf':'x'", FaultCode.WrongType);
        yield return Says("type-ext-number", "A number in ext.", "'note':'hello'", "'note':1", FaultCode.WrongType);
        yield return Says("type-ext-object", "An object in ext.", "'note':'hello'", "'note':{'a':'b'}", FaultCode.WrongType);
        yield return Says("depth-in-unknown", "Arrays in arrays in an unknown member, 50,000 deep.", "'oem':", $"'many':{new string('[', 50_000)}{new string(']', 50_000)},'oem':", FaultCode.UnknownMember);
        yield return Says("depth-in-ext", "Arrays in arrays in ext, 500 deep.", "'note':'hello'", $"'note':{new string('[', 500)}{new string(']', 500)}", FaultCode.WrongType);
    }

    private static IEnumerable<VectorFile> WholePayloads()
    {
        var good = Child.Payload;
        VectorFile Of(string name, string what, string payload, FaultCode code) => new("payload-" + name, what, Child.Saying(payload).Bundle(), code);
        return
        [
            Of("space-before", "A space before the payload.", " " + good, FaultCode.NotCanonical),
            Of("space-after", "A space after the payload.", good + " ", FaultCode.NotCanonical),
            Of("line-feed-after", "A line feed after the payload.", good + "\n", FaultCode.NotCanonical),
            Of("nul-after", "A NUL after the payload.", good + "\0", FaultCode.NotCanonical),
            Of("bom", "A byte order mark before the payload.", "\ufeff" + good, FaultCode.NotCanonical),
            Of("twice", "Two payloads.", good + good, FaultCode.NotCanonical),
            Of("comma-after", "A comma after the payload.", good + ",", FaultCode.NotCanonical),
            Of("comment-after", "A comment after the payload.", good + "//x", FaultCode.NotCanonical),
            Of("cut-short", "The last bracket is missing.", good[..^1], FaultCode.NotCanonical),
            Of("half", "The first half.", good[..(good.Length / 2)], FaultCode.NotCanonical),
            Of("space-only", "A space.", " ", FaultCode.NotCanonical),
            Of("bracket-only", "One bracket.", "{", FaultCode.NotCanonical),
            Of("empty-object", "An empty object.", "{}", FaultCode.MissingMember),
            Of("array", "An array.", "[]", FaultCode.WrongType),
            Of("null", "null.", "null", FaultCode.WrongType),
            Of("number", "A number.", "1", FaultCode.WrongType),
            Of("text", "A text.", "\"aud\"", FaultCode.WrongType),
            Of("arrays-500", "Arrays in arrays, 500 deep.", new string('[', 500), FaultCode.WrongType),
            Of("objects-500", "Objects in objects, 500 deep.", string.Concat(Enumerable.Repeat("{\"a\":", 500)), FaultCode.UnknownMember),
            Of("objects-30000", "Objects in objects, 30,000 deep, all of them closed.", string.Concat(Enumerable.Repeat("{\"a\":", 30_000)) + "1" + new string('}', 30_000), FaultCode.UnknownMember),
            Of("arrays-100000", "Arrays in arrays, 100,000 deep.", new string('[', 100_000), FaultCode.WrongType),
        ];
    }

    private static IEnumerable<VectorFile> Encodings()
    {
        foreach (var (name, hex, what) in new[] { ("ff", "ff", "a byte that never stands in UTF-8"), ("overlong", "c080", "an overlong NUL"), ("surrogate", "eda080", "a surrogate encoded as such"), ("beyond", "f4908080", "a code point beyond U+10FFFF"), ("cut", "c3", "a character cut short") })
        {
            foreach (var (place, text) in new[] { ("ext", "hello"), ("client", "Client 1"), ("name", "note") })
            {
                var parts = Child.Payload.Split(text, 2);
                yield return new($"utf-8-{name}-in-{place}", $"The payload has {what} in {(place == "name" ? "a name" : place)}.",
                    Child.Saying([.. Some.Utf8(parts[0]), .. Convert.FromHexString(hex), .. Some.Utf8(parts[1])]).Bundle(), FaultCode.NotCanonical);
            }
        }
    }

    private static string Slug(string path) => path[2..].Replace("[0]", "-0", StringComparison.Ordinal).Replace("[1]", "-1", StringComparison.Ordinal).Replace('.', '-');

    private static IEnumerable<(string Path, JsonObject Parent, string Name)> Places(JsonNode node) => node switch
    {
        JsonObject o => o.SelectMany(m => Places(m.Value!).Prepend(($"{o.GetPath()}.{m.Key}", o, m.Key))),
        JsonArray a => a.SelectMany(n => Places(n!)),
        _ => [],
    };
}
