namespace LicenseKit.Tests.VectorFiles;

/// <summary>Each member of each message: absent, of another type, at the edges of its form and beyond them.</summary>
internal static class MessageMembers
{
    private const long MaxInstant = 253_402_300_799;
    private const long MaxOrdinal = (1L << 53) - 1;
    private const long MaxCount = 1_000_000_000;

    private static readonly Value[] Ids = [Good("1", "a"), Good("64", X(64)), BadText("empty", ""), BadText("65", X(65)),
        BadText("dot", "L.1"), BadText("space", " L1")];

    private static readonly Value[] Products = [Good("1", "a"), Good("64", X(64)), BadText("empty", ""), BadText("65", X(65)),
        BadText("first", "-acme")];

    private static readonly Value[] Kinds =
        [Good("1", "a"), Good("32", X(32)), BadText("empty", ""), BadText("33", X(33)), BadText("upper", "Developer"),
            BadText("digit", "1a"), BadText("generic", "generic")];

    private static readonly Value[] Words = [Good("1", "a"), Good("64", X(64)), BadText("empty", ""), BadText("65", X(65)),
        BadText("space", "a b")];

    private static readonly Value[] Hashes =
        [BadText("31", MessageDraft.Zeros(31)), BadText("33", MessageDraft.Zeros(33)), BadText("bits", MessageDraft.Zeros(32)[..^1] + "B"),
            BadText("padded", MessageDraft.Zeros(32) + "=")];

    private static readonly Value[] Nonces =
        [Good("16", MessageDraft.Zeros(16)), Good("32", MessageDraft.Zeros(32)), BadText("15", MessageDraft.Zeros(15)),
            BadText("33", MessageDraft.Zeros(33)), BadText("bits", MessageDraft.Zeros(16)[..^1] + "B")];

    /// <summary>A value of a member: the JSON, null where it is absent, and the fault.</summary>
    private sealed record Value(string Slug, string? Json, FaultCode Fault = FaultCode.None);

    public static IEnumerable<MessageFile> All() =>
        Lease().Concat(Activation()).Concat(Ping()).Concat(Pong()).Concat(Instants());

    private static IEnumerable<MessageFile> Lease()
    {
        var lease = MessageDraft.Lease;
        return
        [
            .. Of(lease, "aud", Text(Products)), .. Of(lease, "iss", Text(Ids)), .. Of(lease, "sub", Text(Hashes)),
            .. Of(lease, "exp", Number(0, MaxInstant)), .. Of(lease, "lk.renewWithin", Number(0, MaxInstant)),
            .. Of(lease, "lk.n", Number(1, MaxOrdinal)),
            .. Of(lease, "lk.license", Text(Ids)), .. Of(lease, "lk.kind", Text(Kinds)), .. Of(lease, "lk.nonce", Text(Nonces)),
            .. Of(lease, "lk.features", List(256)), .. Of(lease, "lk.warnings", List(16)),
            .. Of(lease, "lk.borrowed",
                [new("true", "true"), new("0", "0", FaultCode.WrongType), new("text", "\"false\"", FaultCode.WrongType),
                    new("absent", null, FaultCode.WrongType)]),
        ];
    }

    private static IEnumerable<MessageFile> Activation()
    {
        var activation = MessageDraft.Activation;
        return
        [
            .. Of(activation, "aud", Text(Products)), .. Of(activation, "iss", Text(Hashes)), .. Of(activation, "lk.nonce", Text(Nonces)),
            .. Inside(activation, "lk.license", "id", Text(Ids)), .. Inside(activation, "lk.license", "proof", Text(Hashes)),
            .. Inside(activation, "lk.license", "serial", Number(1, MaxOrdinal)), .. Of(activation, "lk.license", [NoObject]),
        ];
    }

    private static IEnumerable<MessageFile> Ping()
    {
        var ping = MessageDraft.Ping;
        return
        [
            .. Of(ping, "aud", Text(Ids)), .. Of(ping, "iss", Text(Ids)), .. Of(ping, "lk.nonce", Text(Nonces)),
            .. Of(ping, "lk.seq", Number(1, MaxOrdinal)),
            .. Of(ping, "lk.clock", Number(0, MaxInstant)), .. Of(ping, "lk.issued", Number(0, MaxCount)),
            .. Of(ping, "lk.peak", Number(0, MaxCount)),
            .. Of(ping, "lk.refused", Text(Words).Where(v => v.Json is not null)), .. Of(ping, "lk.use", Counts()),
            .. Of(ping, "lk.chain", Chains()),
            .. Inside(ping, "lk.prev", "seq", Number(1, MaxOrdinal)), .. Inside(ping, "lk.prev", "sha256", Text(Hashes)),
            .. Of(ping, "lk.prev", [NoObject]),
            .. Inside(ping, "lk.settled", "serial", Number(1, MaxOrdinal)), .. Inside(ping, "lk.settled", "sha256", Text(Hashes)),
            .. Of(ping, "lk.settled", [NoObject]),
        ];
    }

    private static IEnumerable<MessageFile> Pong()
    {
        var pong = MessageDraft.Pong;
        return
        [
            .. Of(pong, "aud", Text(Ids)), .. Of(pong, "iss", Text(Ids)), .. Of(pong, "lk.nonce", Text(Nonces)),
            .. Of(pong, "lk.seq", Number(1, MaxOrdinal)),
            .. Of(pong, "lk.chain", Chains()),
            .. Of(pong, "lk.stray",
                [new("0", "0", FaultCode.OutOfRange), new("2", "2", FaultCode.OutOfRange), new("true", "true", FaultCode.OutOfRange)]),
        ];
    }

    private static IEnumerable<MessageFile> Instants() => MessageDraft.All.SelectMany(draft => Of(draft, "iat", Number(0, MaxInstant)));

    private static Value NoObject => new("text", "\"L1\"", FaultCode.MissingMember);

    private static IEnumerable<MessageFile> Of(MessageDraft draft, string member, IEnumerable<Value> values) =>
        from value in values
        let changed = value.Json is null ? draft.Without(member) : draft.With(member, value.Json)
        select new MessageFile($"{draft.Name}-{Last(member)}-{value.Slug}", $"{member} is {Shown(value.Json)}.", draft, changed.Sign(),
            value.Fault);

    /// <summary>A member of an object that is a member.</summary>
    private static IEnumerable<MessageFile> Inside(MessageDraft draft, string outer, string member, IEnumerable<Value> values)
    {
        var pairs = draft.Members[outer][1..^1].Split(',').Select(p => p.Split(':')).ToDictionary(p => p[0].Trim('"'), p => p[1],
            StringComparer.Ordinal);
        return from value in values
               let inner = pairs.Where(p => p.Key != member
                   || value.Json is not null).Select(p => $"\"{p.Key}\":{(p.Key == member ? value.Json : p.Value)}")
               select new MessageFile($"{draft.Name}-{Last(outer)}-{member}-{value.Slug}", $"{outer}.{member} is {Shown(value.Json)}.",
                   draft,
                   draft.With(outer, $"{{{string.Join(',', inner)}}}").Sign(), value.Fault);
    }

    private static IEnumerable<Value> Text(Value[] values) =>
        [.. values, new("number", "1", FaultCode.MissingMember), new("absent", null, FaultCode.MissingMember)];

    private static Value[] Number(long low, long high) =>
    [
        new($"{low}", $"{low}"), new("most", $"{high}"),
        new("below", $"{low - 1}", low == 0 ? FaultCode.NotCanonical : FaultCode.OutOfRange),
        new("above", $"{high + 1}", high == MaxOrdinal ? FaultCode.NotCanonical : FaultCode.OutOfRange),
        new("text", $"\"{low}\"", FaultCode.OutOfRange), new("true", "true", FaultCode.OutOfRange),
        new("absent", null, FaultCode.OutOfRange),
    ];

    private static Value[] List(int max) =>
    [
        new("none", "[]"), new("most", Array(max, "\"a\"")), new("more", Array(max + 1, "\"a\""), FaultCode.WrongType),
        new("space", """["a b"]""", FaultCode.BadText),
        new("empty", "[\"\"]", FaultCode.BadText), new("number", "[1]", FaultCode.WrongType), new("text", "\"a\"", FaultCode.WrongType),
        new("absent", null, FaultCode.WrongType),
    ];

    private static Value[] Counts() =>
    [
        new("none", "{}"), new("16", Kinds16("")), new("most", $$"""{"developer":{{MaxCount}}}"""),
        new("17", Kinds16(",\"q\":1"), FaultCode.OutOfRange),
        new("above", $$"""{"developer":{{MaxCount + 1}}}""", FaultCode.OutOfRange),
        new("generic", """{"generic":1}""", FaultCode.OutOfRange),
        new("upper", """{"Developer":1}""", FaultCode.OutOfRange), new("text", """{"developer":"1"}""", FaultCode.OutOfRange),
        new("array", "[]", FaultCode.MissingMember), new("absent", null, FaultCode.MissingMember),
    ];

    private static Value[] Chains()
    {
        static string Link(string json) => $"[{json}]";
        var (hash, one) = (MessageDraft.Zeros(32), $$"""{"serial":1,"sha256":"{{MessageDraft.Zeros(32)}}"}""");
        return
        [
            new("1", Array(1, one)), new("8", Array(8, one)), new("none", "[]", FaultCode.OutOfRange),
            new("9", Array(9, one), FaultCode.WrongType),
            new("no-serial", Link($$"""{"sha256":"{{hash}}"}"""), FaultCode.OutOfRange),
            new("serial-0", Link($$"""{"serial":0,"sha256":"{{hash}}"}"""), FaultCode.OutOfRange),
            new("no-sha256", Link("""{"serial":1}"""), FaultCode.MissingMember),
            new("sha256-31", Link($$"""{"serial":1,"sha256":"{{MessageDraft.Zeros(31)}}"}"""), FaultCode.BadText),
            new("texts", Link("\"1\""), FaultCode.WrongType), new("object", one, FaultCode.WrongType),
            new("absent", null, FaultCode.WrongType),
        ];
    }

    private static Value Good(string slug, string text) => new(slug, $"\"{text}\"");

    private static Value BadText(string slug, string text) => new(slug, $"\"{text}\"", FaultCode.BadText);

    private static string X(int length) => new('x', length);

    private static string Array(int count, string item) => $"[{string.Join(',', Enumerable.Repeat(item, count))}]";

    private static string Kinds16(string more) =>
        $"{{{string.Join(',', Enumerable.Range('a', 16).Select(c => $"\"{(char)c}\":0"))}{more}}}";

    private static string Last(string member) => member[(member.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private static string Shown(string? json) =>
        json is null ? "absent" : json.Length <= 100 ? json : $"{json[..40]}… ({json.Length} characters)";
}
