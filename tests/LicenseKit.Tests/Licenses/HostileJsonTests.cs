using System.Text;
using System.Text.Json.Nodes;

namespace LicenseKit.Tests.Licenses;

/// <summary>JSON that no good issuer writes, well signed by the issuer. The text <c>a→b</c> replaces a by b in a good payload, where apostrophes stand for quotes.</summary>
public sealed class HostileJsonTests
{
    private static readonly string Good = Some.Child().Payload;

    [Theory]
    [InlineData(@"{'aud':→{'aud':'acme.robot','aud':", FaultCode.UnknownMember)]
    [InlineData(@"{'aud':→{'aud':'acme.robot','\u0061ud':", FaultCode.NotCanonical)]
    [InlineData(@",'lk':{→,'iss':'L0','lk':{", FaultCode.UnknownMember)]
    [InlineData(@"'seats':{'developer':5,→'seats':{'developer':5,'developer':5,", FaultCode.NotCanonical)]
    [InlineData(@"'seats':{'developer':5,→'seats':{'developer':5,'d\u0065veloper':5,", FaultCode.NotCanonical)]
    [InlineData(@"'ext':{'note':'hello'}→'ext':{'note':'hello','note':'hello'}", FaultCode.NotCanonical)]
    [InlineData(@"'ext':{'note':'hello'}→'ext':{'z':'','a':''}", FaultCode.NotCanonical)]
    [InlineData(@"'aud'→'\u0061ud'", FaultCode.NotCanonical)]
    [InlineData(@"'acme.robot'→'acme\u002erobot'", FaultCode.NotCanonical)]
    [InlineData(@"'https://→'https:\/\/", FaultCode.NotCanonical)]
    [InlineData(@"'serial':1,→'serial': 1,", FaultCode.NotCanonical)]
    [InlineData(@"'aud':'acme.robot',→", FaultCode.MissingMember)]
    [InlineData(@"{'aud'→{'Aud'", FaultCode.UnknownMember)]
    public void Members_doubled_escaped_reordered_or_spaced_are_refused(string change, FaultCode code) => AssertRefused(change, code);

    [Theory]
    [InlineData("12.0", FaultCode.WrongType)]
    [InlineData("1e1", FaultCode.WrongType)]
    [InlineData("1E1", FaultCode.WrongType)]
    [InlineData("-0", FaultCode.WrongType)]
    [InlineData("\"10\"", FaultCode.WrongType)]
    [InlineData("null", FaultCode.WrongType)]
    [InlineData("true", FaultCode.WrongType)]
    [InlineData("[10]", FaultCode.WrongType)]
    [InlineData("{}", FaultCode.WrongType)]
    [InlineData("-1", FaultCode.OutOfRange)]
    [InlineData("1000000001", FaultCode.OutOfRange)]
    [InlineData("9007199254740992", FaultCode.OutOfRange)]
    [InlineData("18446744073709551617", FaultCode.OutOfRange)]
    [InlineData("01", FaultCode.NotCanonical)]
    [InlineData("+1", FaultCode.NotCanonical)]
    [InlineData("0x1", FaultCode.NotCanonical)]
    [InlineData("NaN", FaultCode.NotCanonical)]
    [InlineData("Infinity", FaultCode.NotCanonical)]
    [InlineData("", FaultCode.NotCanonical)]
    [InlineData("10/**/", FaultCode.NotCanonical)]
    public void A_number_that_is_no_plain_whole_number_is_refused(string number, FaultCode code) =>
        AssertRefused($"\"maxLicenses\":10→\"maxLicenses\":{number}", code);

    [Fact]
    public void The_serial_is_below_2_to_the_53() => AssertRefused("\"serial\":1,→\"serial\":9007199254740992,", FaultCode.OutOfRange);

    [Theory]
    [InlineData(@"{'aud'→{'__proto__':{},'aud'", FaultCode.UnknownMember)]
    [InlineData(@",'sub':'L1'}→,'sub':'L1','x':1}", FaultCode.UnknownMember)]
    [InlineData(@",'v':1}→,'v':1,'x':1}", FaultCode.UnknownMember)]
    [InlineData(@"'lk':{→'lk':{'a':1,", FaultCode.UnknownMember)]
    [InlineData(@"'cnf':{→'cnf':{'a':1,", FaultCode.UnknownMember)]
    [InlineData(@"'jwk':{→'jwk':{'alg':'EdDSA',", FaultCode.UnknownMember)]
    [InlineData(@",'kty':'OKP'→,'d':'x','kty':'OKP'", FaultCode.UnknownMember)]
    [InlineData(@"'contact':{→'contact':{'a':1,", FaultCode.UnknownMember)]
    [InlineData(@"'mode':'deadline'→'mode':'finish'", FaultCode.UnknownMember)]
    [InlineData(@"'limit':10,→'limit':10,'m':1,", FaultCode.UnknownMember)]
    [InlineData(@"'parent':{→'parent':{'a':1,", FaultCode.UnknownMember)]
    [InlineData(@"[{'from'→[{'a':1,'from'", FaultCode.UnknownMember)]
    [InlineData(@"'generic':3},'serial'→'generic':3,'z':{}},'serial'", FaultCode.WrongType)]
    public void An_unknown_member_is_refused_at_every_level(string change, FaultCode code) => AssertRefused(change, code);

    [Fact]
    public void A_missing_member_is_refused_at_every_level()
    {
        string[] optional = ["cnf", "contact", "parent", "parentUrl", "limit", "until", "developer", "execution", "vision", "note"];
        foreach (var (path, without) in WithoutEach(JsonNode.Parse(Good)!.AsObject()))
        {
            var code = Code(without);
            Assert.True(optional.Contains(path.Split('.')[^1]) || code is FaultCode.MissingMember or FaultCode.BadStages, $"{path}: {code}");
        }
    }

    [Fact]
    public void A_value_of_another_type_is_refused_at_every_level()
    {
        foreach (var value in (string[])["null", "true", "[]", "{}", "\"\"", "-5", "1.5", "[[[[]]]]"])
        {
            foreach (var (path, changed) in WithEach(JsonNode.Parse(Good)!.AsObject(), value))
            {
                Assert.True(Code(changed) is not null || path is "$.lk.ext" or "$.lk.features" or "$.lk.stages" or "$.lk.features.vision" or "$.lk.ext.note" or "$.lk.stages[0].name" or "$.lk.stages[1].name", $"{path}: {value}");
            }
        }
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("GOOD ")]
    [InlineData("GOOD\n")]
    [InlineData(" GOOD")]
    [InlineData("GOODGOOD")]
    [InlineData("GOOD,")]
    [InlineData("GOOD//x")]
    [InlineData("\ufeffGOOD")]
    [InlineData("{")]
    [InlineData("{\"aud\"")]
    [InlineData("{\"aud\":\"acme.robot\",}")]
    public void A_payload_that_is_not_one_JSON_text_is_refused(string payload) =>
        Assert.Equal(FaultCode.NotCanonical, Code(payload.Replace("GOOD", Good, StringComparison.Ordinal)));

    [Theory]
    [InlineData("{}", FaultCode.MissingMember)]
    [InlineData("[]", FaultCode.WrongType)]
    [InlineData("null", FaultCode.WrongType)]
    [InlineData("1", FaultCode.WrongType)]
    [InlineData("\"aud\"", FaultCode.WrongType)]
    public void A_payload_that_is_not_a_full_object_is_refused(string payload, FaultCode code) => Assert.Equal(code, Code(payload));

    [Fact]
    public void A_payload_cut_short_anywhere_is_refused() => Assert.All(Enumerable.Range(0, Good.Length), length => Assert.NotNull(Code(Good[..length])));

    [Fact]
    public void Depth_is_refused_before_it_costs()
    {
        Assert.Equal(FaultCode.WrongType, Code(new string('[', 500)));
        Assert.Equal(FaultCode.UnknownMember, Code(string.Concat(Enumerable.Repeat("{\"a\":", 500))));
        AssertRefused($"\"note\":\"hello\"→\"note\":{new string('[', 500)}{new string(']', 500)}", FaultCode.WrongType);
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("c080")] // overlong
    [InlineData("eda080")] // a surrogate in UTF-8
    [InlineData("f4908080")] // beyond U+10FFFF
    [InlineData("c3")]
    public void Bytes_that_are_not_UTF_8_are_refused_wherever_text_stands(string hex)
    {
        foreach (var place in (string[])["hello", "note", "Client 1", "acme.robot", "vision", "developer", "Quarter end"])
        {
            var parts = Good.Split(place, 2);
            byte[] payload = [.. Some.Utf8(parts[0]), .. Convert.FromHexString(hex), .. Some.Utf8(parts[1])];
            Assert.Equal(FaultCode.NotCanonical, Some.Verify(Some.Child().BundleSaying(payload)).Fault?.Code);
        }
    }

    private static void AssertRefused(string change, FaultCode code)
    {
        var parts = change.Replace('\'', '"').Split('→');
        var (from, to) = (parts[0], parts[1]);
        Assert.Contains(from, Good, StringComparison.Ordinal);
        var at = Good.IndexOf(from, StringComparison.Ordinal);
        Assert.Equal(code, Code(Good[..at] + to + Good[(at + from.Length)..]));
    }

    private static FaultCode? Code(string payload) => Some.Verify(Some.Child().BundleSaying(Encoding.UTF8.GetBytes(payload))).Fault?.Code;

    private static IEnumerable<(string Path, string Without)> WithoutEach(JsonObject root)
    {
        foreach (var (path, parent, name) in Members(root).ToArray())
        {
            var value = parent[name];
            var index = parent.IndexOf(name);
            parent.RemoveAt(index);
            yield return (path, root.ToJsonString());
            parent.Insert(index, name, value);
        }
    }

    private static IEnumerable<(string Path, string Changed)> WithEach(JsonObject root, string value)
    {
        foreach (var (path, parent, name) in Members(root).ToArray())
        {
            var before = parent[name];
            parent[name] = JsonNode.Parse(value);
            yield return (path, root.ToJsonString());
            parent[name] = before;
        }
    }

    private static IEnumerable<(string Path, JsonObject Parent, string Name)> Members(JsonNode node) => node switch
    {
        JsonObject o => o.SelectMany(m => Members(m.Value!).Prepend(($"{o.GetPath()}.{m.Key}", o, m.Key))),
        JsonArray a => a.SelectMany(n => Members(n!)),
        _ => [],
    };
}
