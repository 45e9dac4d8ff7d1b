using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Signing;

public sealed class JwsTests
{
    private static readonly SigningKey Key = Some.Key(7);
    private static readonly string Kid = Key.PublicKey.Thumbprint;
    private static readonly string Good = Jws.Sign("{\"hello\":\"world\"}"u8, DocumentType.ServerLicense, Key);

    [Fact]
    public void A_good_document_gives_its_payload()
    {
        Assert.Null(Jws.Verify(Some.Utf8(Good), DocumentType.ServerLicense, Key.PublicKey, new byte[Good.Length], out var payload));
        Assert.Equal("{\"hello\":\"world\"}"u8, payload.Bytes);
    }

    [Fact]
    public void The_newer_name_of_the_algorithm_is_accepted() =>
        Assert.Null(Verify(WithHeader($$"""{"alg":"Ed25519","kid":"{{Kid}}","typ":"lk-server-license+jwt"}""")));

    [Fact]
    public void A_document_of_one_type_is_not_one_of_another()
    {
        DocumentType[] all = [DocumentType.ServerLicense, DocumentType.SessionLicense, DocumentType.Lease, DocumentType.Activation, DocumentType.Ping, DocumentType.Pong];
        foreach (var (signed, expected) in all.SelectMany(a => all, (a, b) => (a, b)))
        {
            var jws = Some.Utf8(Jws.Sign("{}"u8, signed, Key));
            Assert.Equal(signed == expected ? null : FaultCode.WrongHeader, Jws.Verify(jws, expected, Key.PublicKey, new byte[jws.Length], out _)?.Code);
        }
    }

    [Fact]
    public void The_right_kid_with_another_key_is_a_bad_signature()
    {
        var signed = Good[..Good.LastIndexOf('.')];
        Assert.Equal(FaultCode.BadSignature, Verify(Joined(signed, Some.Key(8)))?.Code);
    }

    [Fact]
    public void Any_byte_changed_refuses_the_document()
    {
        for (var i = 0; i < Good.Length; i++)
        {
            for (var change = 1; change < 256; change++)
            {
                var jws = Some.Utf8(Good);
                jws[i] ^= (byte)change;
                Assert.True(Jws.Verify(jws, DocumentType.ServerLicense, Key.PublicKey, new byte[jws.Length], out _) is not null, $"byte {i} by {change}");
            }
        }
    }

    [Fact]
    public void Any_byte_left_out_or_doubled_refuses_the_document()
    {
        for (var i = 0; i < Good.Length; i++)
        {
            Assert.NotNull(Verify(Good.Remove(i, 1)));
            Assert.NotNull(Verify(Good.Insert(i, Good[i].ToString())));
            Assert.NotNull(Verify(Good[..i]));
        }
    }

    [Fact]
    public void A_document_has_exactly_three_parts()
    {
        var parts = Good.Split('.');
        Assert.All(["", ".", "..", parts[0], $"{parts[0]}.{parts[1]}", $"{parts[0]}.{parts[1]}.", $"{Good}.{parts[2]}", $"..{parts[2]}", $"{parts[0]}..{parts[2]}",
            $"{Good}\n", $"{parts[0]}.A.{parts[2]}", $"{parts[0]}.AAAAA.{parts[2]}", $"{parts[0]}.{parts[1]}=.{parts[2]}"],
            jws => Assert.Equal(FaultCode.NotCompactJws, Verify(jws)?.Code));
    }

    [Theory]
    [InlineData("HS256", 43, "'HS256'")]
    [InlineData("RS256", 342, "'RS256'")]
    [InlineData("none", 0, "'none'")]
    [InlineData("", 86, "another one")]
    [InlineData("Ed\u202e", 86, "another one")]
    [InlineData("a-name-of-33-characters-is-not-one", 86, "another one")]
    public void Another_algorithm_is_the_matter_whatever_the_length_of_its_signature(string algorithm, int length, string shown)
    {
        var header = $$"""{"alg":"{{algorithm}}","kid":"{{Kid}}","typ":"lk-server-license+jwt"}""";
        var fault = Verify($"{Base64UrlText.Encode(Some.Utf8(header))}.{Good.Split('.')[1]}.{new string('A', length)}");
        Assert.Equal(FaultCode.WrongAlgorithm, fault?.Code);
        Assert.Contains($"algorithm is {shown};", fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_algorithm_is_the_matter_where_no_key_is_at_hand_too()
    {
        var other = Base64UrlText.Encode("""{"alg":"HS256"}"""u8);
        Assert.Equal(FaultCode.WrongAlgorithm, Unpinned($"{other}.e30.{new string('A', 43)}"));
        Assert.Equal(FaultCode.NotCompactJws, Unpinned($"{Good[..Good.LastIndexOf('.')]}.{new string('A', 43)}"));
        Assert.Equal(FaultCode.NotCompactJws, Unpinned("a.b"));
        Assert.Null(Unpinned(Good));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(85)]
    [InlineData(87)]
    [InlineData(342)]
    public void Under_the_right_header_a_signature_of_another_length_is_none(int length) =>
        Assert.Equal(FaultCode.NotCompactJws, Verify($"{Good[..Good.LastIndexOf('.')]}.{new string('A', length)}")?.Code);

    [Theory]
    [InlineData("""{"kid":"KID","typ":"lk-server-license+jwt"}""")]
    [InlineData("""{"alg":["HS256"],"kid":"KID","typ":"lk-server-license+jwt"}""")]
    [InlineData("""{"alg":"\ud800","kid":"KID","typ":"lk-server-license+jwt"}""")]
    [InlineData("""{"alg":"EdDSA","kid":"KID","typ":"JWT"}""")]
    [InlineData("[]")]
    [InlineData("HS256")]
    public void Without_a_name_of_another_algorithm_the_header_is_the_matter(string header) =>
        Assert.Equal(FaultCode.WrongHeader, Verify(WithHeader(header.Replace("KID", Kid, StringComparison.Ordinal)))?.Code);

    private static FaultCode? Unpinned(string jws) => Jws.ReadUnverified(Some.Utf8(jws), new byte[jws.Length], out _)?.Code;

    private static string WithHeader(string header) => Joined($"{Base64UrlText.Encode(Some.Utf8(header))}.{Good.Split('.')[1]}", Key);

    private static string Joined(string signed, SigningKey key)
    {
        var signature = new byte[64];
        key.Sign(Encoding.ASCII.GetBytes(signed), signature);
        return $"{signed}.{Base64UrlText.Encode(signature)}";
    }

    private static LicenseFault? Verify(string jws) =>
        Jws.Verify(Some.Utf8(jws), DocumentType.ServerLicense, Key.PublicKey, new byte[jws.Length], out _);
}
