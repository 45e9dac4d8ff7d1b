using CsCheck;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Signing;

public sealed class LicenseCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly LicenseCode Code = LicenseCode.Of(Some.Root.PublicKey, Some.Product);
    private static readonly string Good = Code.ToString();
    private static readonly string Symbols = Good.Replace("-", "", StringComparison.Ordinal);

    [Fact]
    public void A_code_is_8_groups_of_5_and_begins_with_its_version() => Assert.Matches("^1[0-9A-Z]{4}(-[0-9A-Z]{5}){7}$", Good);

    [Fact]
    public void A_code_survives_its_text() => Gen.Byte.Array[32].Sample(seed =>
    {
        using var key = SigningKey.FromSeed(seed);
        var code = LicenseCode.Of(key.PublicKey, Some.Product);
        Assert.Equal(code, Read(code.ToString()).Value);
        Assert.True(Read(code.ToString()).Value!.Matches(key.PublicKey));
        Assert.False(code.Matches(Some.Root.PublicKey));
    }, iter: 200);

    [Fact]
    public void Case_spaces_and_dashes_do_not_matter() =>
        Assert.All([Symbols, Good.ToLowerInvariant(), $"  {Good.Replace('-', ' ')}\r\n", $"-{Symbols}-", string.Join(' ', Symbols.ToCharArray())],
            text => Assert.Equal(Code, Read(text).Value));

    [Fact]
    public void O_reads_as_0_and_I_and_L_as_1()
    {
        Assert.Equal(Code, Read(Good.Replace('0', 'O').Replace('1', 'I')).Value);
        Assert.Equal(Code, Read(Good.Replace('0', 'o').Replace('1', 'l')).Value);
    }

    [Fact]
    public void A_text_that_is_no_code_is_refused() =>
        Assert.All(["", Symbols[..39], Symbols + "0", "U" + Symbols[1..], Symbols[..^1] + "u", "2" + Symbols[1..], "0" + Symbols[1..], new string('0', 40),
            new string('1', 40), "\uff11" + Symbols[1..], "\u0661" + Symbols[1..], Symbols + "\u00a0", Symbols + "_", Symbols[..^1] + "\u0131", "\ud83d\ude00" + Symbols[2..]],
            text => Assert.Equal(FaultCode.BadLicenseCode, Read(text).Fault?.Code));

    [Fact]
    public void A_code_is_for_one_product() =>
        Assert.All(["acme.robots", "acme.robo", "Acme.robot", "acme.tobor", ""], product => Assert.Null(LicenseCode.Read(Good, product).Value));

    [Fact]
    public void Every_single_wrong_symbol_is_detected()
    {
        foreach (var (i, symbol) in Enumerable.Range(0, 40).SelectMany(i => Alphabet, (i, c) => (i, c)).Where(e => Symbols[e.i] != e.c))
        {
            Assert.Null(Read(Symbols[..i] + symbol + Symbols[(i + 1)..]).Value);
        }
    }

    [Fact]
    public void Every_swap_of_neighbours_is_detected()
    {
        foreach (var i in Enumerable.Range(0, 39).Where(i => Symbols[i] != Symbols[i + 1]))
        {
            Assert.Null(Read($"{Symbols[..i]}{Symbols[i + 1]}{Symbols[i]}{Symbols[(i + 2)..]}").Value);
        }
    }

    [Fact]
    public void Two_to_four_wrong_symbols_are_detected() =>
        Gen.Select(Gen.Int[0, 39], Gen.Int[0, 31]).Array[2, 4].Sample(errors =>
        {
            var symbols = Symbols.ToCharArray();
            foreach (var (i, value) in errors)
            {
                symbols[i] = Alphabet[value];
            }

            var text = new string(symbols);
            Assert.Equal(text == Symbols, Read(text).Value is not null);
        }, iter: 20_000);

    private static Outcome<LicenseCode> Read(string text) => LicenseCode.Read(text, Some.Product);
}
