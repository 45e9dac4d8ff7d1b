using CsCheck;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Licenses;

/// <summary>Random claims that a document may make.</summary>
internal static class SomeRandom
{
    private static readonly Gen<long> Count = Gen.Frequency((1, Gen.Const(0L)), (1, Gen.Const(Limit.Unlimited)), (1, Gen.Const(999_999_999L)), (5, Gen.Long[0, 1000]));
    private static readonly Gen<long> Instant = Gen.Frequency((1, Gen.Const(0L)), (1, Gen.Const(UnixTime.Max)), (5, Gen.Long[1, UnixTime.Max]));
    private static readonly Gen<string> Kind = Gen.OneOf("developer", "execution", "a", "zz-9", "generi", "generics");
    private static readonly Gen<string> Id = Gen.Char["ABCxyz019-_"].Array[1, 64].Select(c => new string(c));
    private static readonly Gen<string> Word = Gen.OneOf("", "plain", "Jörg Müller", "東京", "\ud83d\ude00", "quote \" back \\ slash /", "<&'>", "\u00e9", "\u2260", "\u0000 is not text", "tab\t", "\u001f", "\u007f", "e\u0301", "\u2028");
    private static readonly Gen<string> Text = Word.Where(t => SignedText.NameObjection(t) is null);

    private static readonly Gen<string> Value = Word.Where(t => SignedText.Objection(t) is null);

    public static readonly Gen<Seats> Seats = Gen.Select(Gen.Dictionary(Kind, Count)[0, 5], Count).Select((kinds, generic) => new Seats(kinds, generic));

    private static readonly Gen<IReadOnlyDictionary<string, Feature>> Features =
        Gen.Dictionary(Gen.OneOf("vision", "a.b_c-D", "9", "-"), Gen.Select(Gen.Nullable(Instant), Gen.Nullable(Count)).Select((until, limit) => new Feature(until, limit)))[0, 4]
            .Select(f => (IReadOnlyDictionary<string, Feature>)f);

    private static readonly Gen<IReadOnlyDictionary<string, string>> Extensions =
        Gen.Dictionary(Value, Value)[0, 6].Select(e => (IReadOnlyDictionary<string, string>)e);

    private static readonly Gen<Binding?> Binding = Gen.OneOf<Binding?>(
        Gen.Const((Binding?)null),
        Gen.Byte.Select(b => (Binding?)new Binding.ToKey(Some.Key(b).PublicKey)),
        Gen.Byte.Select(b => (Binding?)new Binding.ToCode(LicenseCode.Of(Some.Key(b).PublicKey, Some.Product))));

    private static readonly Gen<Contact> Contact = Gen.Select(Gen.Long[1, LicenseKit.Licenses.Contact.MaxEvery], Gen.Long[0, 1_000_000])
        .Select((every, more) => new Contact(every, (2 * every) + more));

    private static readonly Gen<Overage> Overage = Gen.OneOf(Gen.Const(LicenseKit.Licenses.Overage.End), Gen.Const(LicenseKit.Licenses.Overage.Finish),
        Instant.Select(s => new Overage(OverageMode.Deadline, s)));

    private static readonly Gen<ParentReference> Parent = Gen.Select(Id, Gen.Long[1, (1L << 53) - 1], Gen.Byte.Array[32])
        .Select((id, serial, hash) => new ParentReference(id, serial, Base64UrlText.Encode(hash)));

    private static readonly Gen<ServerLicenseClaims> Plain = Gen.Select(Id, Id, Text, Instant, Gen.Select(Instant, Instant).Where((a, b) => a != b), Gen.Long[1, (1L << 53) - 1])
        .Select((id, issuer, client, issuedAt, period, serial) => Some.Master().Claims with
        {
            Id = id,
            Issuer = issuer,
            Client = client,
            IssuedAt = issuedAt,
            NotBefore = Math.Min(period.Item1, period.Item2),
            Expires = Math.Max(period.Item1, period.Item2),
            Serial = serial,
        });

    public static readonly Gen<ServerLicenseClaims> Claims = Gen.Select(
            Plain,
            Gen.Select(Count, Count, Count, Count, Instant, Gen.Int[0, 7]),
            Gen.Select(Features, Extensions, Binding, Overage),
            Gen.Select(Contact.Null(), Parent.Null(), Gen.OneOf(null, "https://licenses.example", "http://localhost:5000/a", "https://h/%C3%A9")),
            Seats.SelectMany(s => Stages(s).Select(stages => (Base: s, Stages: stages))),
            Gen.OneOf(LicenseState.Active, LicenseState.Suspended, LicenseState.Revoked))
        .Select((plain, counts, rights, roads, seats, state) => plain with
        {
            MaxDuration = counts.Item1,
            MaxLease = counts.Item2,
            MaxLicenses = counts.Item3,
            MaxOffline = counts.Item4,
            Grace = counts.Item5,
            Oem = counts.Item6,
            Features = rights.Item1,
            Extensions = rights.Item2,
            Binding = rights.Item3,
            Overage = rights.Item4,
            Contact = roads.Item1,
            Parent = roads.Item2,
            ParentUrl = roads.Item3,
            Seats = seats.Base,
            Stages = seats.Stages,
            State = state,
        });

    /// <summary>Sorted stages with the kinds of a base.</summary>
    private static Gen<IReadOnlyList<Stage>> Stages(Seats seats) => Gen.Select(Gen.Long[0, 1000].HashSet[0, 10], Word.Where(w => SignedText.NameObjection(w, min: 0) is null), Count)
        .Select((cuts, name, count) => (IReadOnlyList<Stage>)[.. cuts.Order().Chunk(2).Where(c => c.Length == 2)
            .Select(c => new Stage(name, c[0], c[1], new Seats(seats.Kinds.Select(k => KeyValuePair.Create(k, count)), count)))]);
}
