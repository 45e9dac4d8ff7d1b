using System.Text;
using System.Text.Json.Nodes;

namespace LicenseKit.Tests.Licenses;

/// <summary>JSON that no good issuer writes, well signed by the issuer: everywhere, where the vectors have one place each.</summary>
public sealed class HostileJsonTests
{
    private static readonly string Good = Some.Child().Payload;

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

    [Fact]
    public void A_payload_cut_short_anywhere_is_refused() => Assert.All(Enumerable.Range(0, Good.Length), length => Assert.NotNull(Code(Good[..length])));

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

    private static FaultCode? Code(string payload) => Some.Verify(Some.Child().BundleSaying(Encoding.UTF8.GetBytes(payload))).Fault?.Code;

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
