using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Good JSON that says what no license may say, well signed by the issuer.</summary>
internal static class HostileContents
{
    public static IEnumerable<VectorFile> All() => [.. Texts(), .. Urls(), .. Figures(), .. Words(), .. Stages(), .. Many(), .. Sessions()];

    private static VectorFile Of(string name, string what, FaultCode code, Func<ServerLicenseClaims, ServerLicenseClaims> change) => new(name, what, Some.Child(change).Bundle(), code);

    /// <summary>The same of a Master, which is compared with no license above.</summary>
    private static VectorFile Alone(string name, string what, FaultCode code, Func<ServerLicenseClaims, ServerLicenseClaims> change) =>
        new(name, what, Some.Master(change).Bundle(), code);

    private static IEnumerable<VectorFile> Texts() =>
    [
        .. from client in new (string Name, string Text, string What)[]
        {
            ("empty", "", "empty"), ("control", "a\u0001b", "has a control character"), ("line-feed", "a\nb", "has a line feed"), ("delete", "a\u007fb", "has U+007F"), ("c1", "a\u0085b", "has U+0085"),
            ("nul", "a\u0000", "has a NUL"), ("escape", "\u001b[2J", "has a terminal's escape sequence"),
            ("bidi-override", "abc\u202egnp.exe", "has a bidi override"), ("bidi-isolate", "a\u2066b", "has a bidi isolate"), ("rlm", "a\u200fb", "has U+200F"), ("alm", "a\u061cb", "has U+061C"),
            ("line-separator", "a\u2028b", "has U+2028"), ("fffe", "a\ufffeb", "has U+FFFE"), ("ffff", "a\uffffb", "has U+FFFF"), ("fdd0", "a\ufdd0b", "has U+FDD0"),
            ("257", new string('x', 257), "has 257 characters"), ("257-not-ascii", new string('\u00f6', 257), "has 257 characters beyond ASCII"),
        }
        select Of("client-" + client.Name, $"The client name {client.What}.", client.Text.Any(c => c < ' ') ? FaultCode.NotCanonical : FaultCode.BadText, c => c with { Client = client.Text }),
        .. from id in new (string Name, string Text)[] { ("empty", ""), ("space", "a b"), ("slash", "a/b"), ("not-ascii", "\u00e4"), ("dot", "a.b"), ("65", new string('a', 65)), ("traversal", "..") }
        select Of("id-" + id.Name, $"The id is '{id.Text}'.", FaultCode.BadText, c => c with { Id = id.Text }),
        Of("parent-id-space", "The parent's id has a space.", FaultCode.BadText, c => c with { Parent = c.Parent! with { Id = "a b" } }),
        Of("parent-hash-short", "The parent's content hash is no SHA-256.", FaultCode.BadText, c => c with { Parent = c.Parent! with { Sha256 = "AAAA" } }),
        Of("parent-hash-non-canonical", "The parent's content hash carries bits that no byte has.", FaultCode.BadText, c => c with { Parent = c.Parent! with { Sha256 = c.Parent.Sha256[..^1] + "B" } }),
        new("parent-hash-short-below-newer", "The content hash of the recorded parent is no SHA-256; the file holds a newer parent, so that it is compared with nothing.",
            Some.Master().Issue(c => c with { Parent = c.Parent! with { Sha256 = "AAAA" } }).Below(Some.Master().Next(c => c)).Bundle(), FaultCode.BadText),
        Of("product-space", "The product has a space.", FaultCode.BadText, c => c with { Product = "acme robot" }),
        Of("stage-name-bidi", "A stage's name has a bidi override.", FaultCode.BadText, c => c with { Stages = [Some.Stage(Some.Now, Some.Now + 1, Some.Seats(), "a\u202eb")] }),
        Alone("stage-name-257", "A stage's name has 257 characters.", FaultCode.BadText, c => c with { Stages = [Some.Stage(Some.Now, Some.Now + 1, Some.Seats(), new string('x', 257))] }),
    ];

    private static IEnumerable<VectorFile> Urls() =>
        from url in new (string Name, string Text)[]
        {
            ("file", "file:///etc/passwd"), ("http", "http://licenses.example"), ("metadata", "http://169.254.169.254/latest"), ("loopback-lookalike", "http://127.0.0.1.example"), ("user", "https://user@licenses.example"),
            ("password", "https://user:secret@licenses.example"), ("query", "https://licenses.example/?a=b"), ("fragment", "https://licenses.example/#a"), ("space", "https://licenses.example/a b"),
            ("escape-sequence", "https://licenses.example/\u001b[2J"), ("delete", "https://licenses.example\u007f"), ("not-ascii", "https://lic\u00e9nses.example"), ("backslashes", "https:\\\\licenses.example"),
            ("no-host", "https://"), ("ftp", "ftp://licenses.example"), ("javascript", "javascript:alert(1)"), ("no-scheme", "licenses.example"), ("relative", "/relative"), ("empty", ""),
            ("513", "https://licenses.example/" + new string('a', 513 - 25)), ("line-feed", "https://licenses.example\n"), ("unc", "\\\\licenses.example\\share"),
        }
        select Of("url-" + url.Name, $"The Server URL is {(url.Text.Length is 0 or > 60 ? url.Name : url.Text.Replace("\u001b", "\\u001b", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\u007f", "\\u007f", StringComparison.Ordinal))}.",
            url.Text.Any(c => c < ' ') ? FaultCode.NotCanonical : FaultCode.BadUrl, c => c with { ParentUrl = url.Text });

    private static IEnumerable<VectorFile> Figures() =>
    [
        Of("serial-0", "Serial 0.", FaultCode.OutOfRange, c => c with { Serial = 0 }),
        Of("serial-2-to-53", "Serial 2^53.", FaultCode.OutOfRange, c => c with { Serial = 1L << 53 }),
        Alone("oem-8", "Eight levels of servers below.", FaultCode.OutOfRange, c => c with { Oem = 8 }),
        Alone("oem-9", "Nine levels of servers below.", FaultCode.OutOfRange, c => c with { Oem = 9 }),
        Of("oem-negative", "Fewer than no level below.", FaultCode.OutOfRange, c => c with { Oem = -1 }),
        Of("exp-year-10000", "An end after year 9999.", FaultCode.OutOfRange, c => c with { Expires = UnixTime.Max + 1 }),
        Of("iat-negative", "Signed before 1970.", FaultCode.OutOfRange, c => c with { IssuedAt = -1 }),
        Of("nbf-negative", "Starts before 1970.", FaultCode.OutOfRange, c => c with { NotBefore = -1 }),
        Of("grace-negative", "A negative grace.", FaultCode.OutOfRange, c => c with { Grace = -1 }),
        Of("seats-above-unlimited", "More seats than unlimited.", FaultCode.OutOfRange, c => c with { Seats = Some.Seats(Limit.UnlimitedOnWire + 1) }),
        Of("seats-largest-integer", "Seats that overflow a sum.", FaultCode.OutOfRange, c => c with { Seats = Some.Seats(long.MaxValue - 1, 1, 1) }),
        HostileJson.Says("seats-negative", "A negative count of seats.", "'developer':5,'execution':20", "'developer':-5,'execution':20", FaultCode.OutOfRange),
        HostileJson.Says("generic-negative", "A negative count of generic seats.", "'generic':3},'serial'", "'generic':-3},'serial'", FaultCode.OutOfRange),
        Of("every-0", "Pings without a pause.", FaultCode.OutOfRange, c => c with { Contact = new Contact(0, 100) }),
        new("every-31-days", "A second more than 30 days between pings.",
            Some.Master(c => c with { MaxOffline = 90 * Some.Day }).Issue(c => c with { Contact = new((30 * Some.Day) + 1, 90 * Some.Day) }).Bundle(), FaultCode.OutOfRange),
        Of("silence-below-two-pings", "A silence shorter than two pings.", FaultCode.BadContact, c => c with { Contact = new Contact(3600, 7199) }),
        Of("parent-serial-0", "The parent's serial is 0.", FaultCode.OutOfRange, c => c with { Parent = c.Parent! with { Serial = 0 } }),
        Of("period-empty", "It ends when it starts.", FaultCode.BadPeriod, c => c with { Expires = c.NotBefore }),
        Of("period-backwards", "It ends before it starts.", FaultCode.BadPeriod, c => c with { Expires = c.NotBefore - 1 }),
    ];

    private static IEnumerable<VectorFile> Words()
    {
        var code = LicenseCode.Of(Some.Key(2).PublicKey, Some.Product).ToString();
        var jwk = $"'cnf':{{'jwk':{{'crv':'Ed25519','kty':'OKP','x':'{Some.Key(2).PublicKey.X}'}}}}";
        return
        [
            HostileJson.Says("state-case", "The state in another case.", "'state':'active'", "'state':'Active'", FaultCode.OutOfRange),
            HostileJson.Says("state-empty", "An empty state.", "'state':'active'", "'state':''", FaultCode.OutOfRange),
            HostileJson.Says("state-unknown", "An unknown state.", "'state':'active'", "'state':'paused'", FaultCode.OutOfRange),
            HostileJson.Says("overage-unknown", "An unknown overage.", "'mode':'deadline','seconds':3600", "'mode':'never'", FaultCode.OutOfRange),
            HostileJson.Says("version-2", "Version 2.", "'v':1}", "'v':2}", FaultCode.UnsupportedVersion),
            HostileJson.Says("version-0", "Version 0.", "'v':1}", "'v':0}", FaultCode.UnsupportedVersion),
            HostileJson.Says("version-2-with-more", "Version 2 with a member of its own.", "'v':1}", "'v':2,'watermark':true}", FaultCode.UnsupportedVersion),
            HostileJson.Says("key-type-ec", "A holder key of another type.", "'kty':'OKP'", "'kty':'EC'", FaultCode.BadKey),
            HostileJson.Says("key-curve-x25519", "A holder key of another curve.", "'crv':'Ed25519'", "'crv':'X25519'", FaultCode.BadKey),
            HostileJson.Says("kind-upper", "A kind of seats in upper case.", "'seats':{'developer':5,'execution':20", "'seats':{'Developer':5,'execution':20", FaultCode.OutOfRange),
            HostileJson.Says("kind-empty", "A kind of seats without a name.", "'seats':{'developer':5,'execution':20", "'seats':{'':5,'execution':20", FaultCode.OutOfRange),
            HostileJson.Says("kind-33", "A kind of seats with 33 characters.", "'seats':{'developer':5,'execution':20", $"'seats':{{'{new string('a', 33)}':5,'execution':20", FaultCode.OutOfRange),
            HostileJson.Says("feature-space", "A feature with a space in its name.", "'vision':", "'v sion':", FaultCode.OutOfRange),
            HostileJson.Says("code-lower", "A License Code that is not in canonical form.", jwk, $"'cnf':{{'lkc':'{code.ToLowerInvariant()}'}}", FaultCode.BadLicenseCode),
            HostileJson.Says("code-no-dashes", "A License Code without dashes.", jwk, $"'cnf':{{'lkc':'{code.Replace("-", "", StringComparison.Ordinal)}'}}", FaultCode.BadLicenseCode),
            HostileJson.Says("code-mistyped", "A License Code with a wrong symbol.", jwk, $"'cnf':{{'lkc':'{code[..^1]}{(code[^1] == '0' ? '1' : '0')}'}}", FaultCode.BadLicenseCode),
            HostileJson.Says("code-of-another-product", "A License Code of another product.", jwk, $"'cnf':{{'lkc':'{LicenseCode.Of(Some.Key(2).PublicKey, "acme.other")}'}}", FaultCode.BadLicenseCode),
            HostileJson.Says("code-of-another-version", "A License Code of version 2, with its own check symbols.", jwk, "'cnf':{'lkc':'2WDZN-05BF1-VAWED-7YJ5R-M2M86-JTM7X-G17VW-DGXXB'}", FaultCode.BadLicenseCode),
            HostileJson.Says("code-and-key", "A License Code beside a key.", "'cnf':{'jwk':{'crv':'Ed25519','kty':'OKP',", $"'cnf':{{'lkc':'{code}','jwk':{{'crv':'Ed25519','kty':'OKP',", FaultCode.UnknownMember),
        ];
    }

    private static IEnumerable<VectorFile> Stages()
    {
        static Stage S(long from, long to) => Some.Stage(Some.Now + from, Some.Now + to, Some.Seats());
        return
        [
            Alone("stage-empty", "A stage that ends when it starts.", FaultCode.BadStages, c => c with { Stages = [S(10, 10)] }),
            Alone("stage-backwards", "A stage that ends before it starts.", FaultCode.BadStages, c => c with { Stages = [S(10, 9)] }),
            Alone("stages-overlapping", "Two stages with one second in common.", FaultCode.BadStages, c => c with { Stages = [S(10, 20), S(19, 30)] }),
            Alone("stages-unsorted", "A later stage before an earlier one.", FaultCode.BadStages, c => c with { Stages = [S(20, 30), S(10, 20)] }),
            Alone("stages-equal", "One stage twice.", FaultCode.BadStages, c => c with { Stages = [S(10, 20), S(10, 20)] }),
            Alone("stage-other-kinds", "A stage with other kinds than the base.", FaultCode.BadStages, c => c with { Stages = [new("x", Some.Now, Some.Now + 1, Seats.One("developer"))] }),
            Alone("stage-more-kinds", "A stage with a kind that the base does not name.", FaultCode.BadStages, c => c with { Stages = [new("x", Some.Now, Some.Now + 1, new Seats([new("developer", 0), new("execution", 0), new("robot", 0)]))] }),
            Alone("stage-after-year-9999", "A stage that ends after year 9999.", FaultCode.OutOfRange, c => c with { Stages = [Some.Stage(0, UnixTime.Max + 1, Some.Seats())] }),
        ];
    }

    private static IEnumerable<VectorFile> Many()
    {
        static Dictionary<string, T> Map<T>(int count, T value) => Enumerable.Range(0, count).ToDictionary(i => $"n{i}", _ => value);
        return
        [
            Alone("stages-257", "One stage more than may be.", FaultCode.BadStages, c => c with { Stages = [.. Enumerable.Range(0, 257).Select(i => Some.Stage(i, i + 1, Some.Seats()))] }),
            Alone("kinds-17", "One kind more than may be.", FaultCode.OutOfRange, c => c with { Seats = new Seats(Enumerable.Range(0, 17).Select(i => KeyValuePair.Create($"k{i:D2}", 0L))), Stages = [] }),
            Alone("extensions-65", "One extension more than may be.", FaultCode.OutOfRange, c => c with { Extensions = Map(65, "") }),
            Alone("extensions-16-KiB-and-1", "Extensions of 16 KiB and a byte.", FaultCode.OutOfRange, c => c with { Extensions = Map(1, new string('x', (16 * 1024) - 1)) }),
            Alone("extensions-16-KiB-and-more", "Extensions of more than 16 KiB.", FaultCode.OutOfRange, c => c with { Extensions = Map(1, new string('x', 16 * 1024)) }),
            Alone("extensions-48-KiB", "A link of 64 KiB.", FaultCode.OutOfRange, c => c with { Extensions = Map(3, new string('x', 16 * 1024)) }),
            Alone("features-257", "One feature more than may be.", FaultCode.OutOfRange, c => c with { Features = Map(257, new Feature(null, null)) }),
        ];
    }

    private static IEnumerable<VectorFile> Sessions()
    {
        static VectorFile Session(string name, string what, FaultCode code, Action<SessionContent> change) => new("session-" + name, what, Some.Child().Gives(change).Unchecked().Bundle(), code);
        var good = Some.Child().Gives();
        VectorFile Saying(string name, string what, string from, string to, FaultCode code) => new("session-" + name, what, good.Saying(good.Payload.Replace(from.Replace('\'', '"'), to.Replace('\'', '"'), StringComparison.Ordinal)).Bundle(), code);
        return
        [
            Session("of-another-server", "A session license that names another server.", FaultCode.WrongIssuer, c => c.Issuer = "L0"),
            Session("of-another-product", "A session license for another product.", FaultCode.WrongProduct, c => c.Product = "acme.other"),
            Session("url-http", "A session license whose URL is http.", FaultCode.BadUrl, c => c.ServerUrl = "http://licenses.example"),
            Session("client-bidi", "A session license whose client has a bidi override.", FaultCode.BadText, c => c.Client = "a\u202eb"),
            Session("period-empty", "A session license that ends when it starts.", FaultCode.BadPeriod, c => c.Expires = c.NotBefore),
            Session("lease-0", "A session license with a lease of 0 s.", FaultCode.OutOfRange, c => c.MaxLease = 0),
            Session("serial-0", "A session license of serial 0.", FaultCode.OutOfRange, c => c.Serial = 0),
            Session("stage-empty", "A session license with an empty stage.", FaultCode.BadStages, c => c.Stages.Add(Some.Stage(5, 5, Some.Seats()))),
            Saying("borrow-negative", "A session license with a negative time to borrow.", "'maxBorrow':0", "'maxBorrow':-1", FaultCode.OutOfRange),
            Saying("borrow-above-unlimited", "A session license with a time to borrow above unlimited.", "'maxBorrow':0", "'maxBorrow':1000000001", FaultCode.OutOfRange),
            Saying("seat-for-process", "A session license that says the default, one seat for each session, which is said by absence.", "'seats':{", "'seatFor':'process','seats':{", FaultCode.OutOfRange),
            Saying("seat-for-case", "What one seat is for in another case.", "'seats':{", "'seatFor':'Host','seats':{", FaultCode.OutOfRange),
            Saying("seat-for-after-seats", "What one seat is for, after the seats.", "},'serial'", "},'seatFor':'host','serial'", FaultCode.UnknownMember),
            Session("id-of-server", "A session license with the id of its server's license.", FaultCode.NotUnique, c => c.Id = "L1"),
            Session("id-of-master", "A session license with the id of the Master license.", FaultCode.NotUnique, c => c.Id = "L0"),
            Saying("unknown-member", "A session license with an unknown member.", "'lk':{", "'lk':{'a':1,", FaultCode.UnknownMember),
            Saying("allocation-unknown", "A session license with an unknown allocation.", "'shared'", "'floating'", FaultCode.OutOfRange),
            Saying("version-2", "A session license of version 2.", "'v':1}", "'v':2}", FaultCode.UnsupportedVersion),
            Saying("with-cnf", "A session license that is bound to a key.", "{'aud':'acme.robot',", "{'aud':'acme.robot','cnf':{},", FaultCode.UnknownMember),
            new("session-by-another-key", "A session license signed by another key.", good.SignedBy(Some.Key(9)).Bundle(), FaultCode.WrongHeader),
            new("session-by-the-parent", "A session license signed by the server's parent.", good.SignedBy(Some.Key(1)).Bundle(), FaultCode.WrongHeader),
            new("session-of-nobody", "A session license below a server that is not activated.", Some.Child(c => c with { Binding = null }).Gives().Bundle(), FaultCode.IssuerNotBound),
        ];
    }
}
