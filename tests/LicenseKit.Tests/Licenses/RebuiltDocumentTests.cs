using LicenseKit.Licenses;

namespace LicenseKit.Tests.Licenses;

/// <summary>A license keeps seal and content, not the document; what it hands out must be the document all the same.</summary>
public sealed class RebuiltDocumentTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_license_hands_out_the_document_that_was_read(int links)
    {
        var link = Some.Chain(links);
        Assert.Equal(link.Documents, link.Verified().Links.Select(l => l.Jws));
    }

    [Fact]
    public void The_algorithm_keeps_the_name_that_its_signer_gave_it()
    {
        var master = Some.Master().Headed($$"""{"alg":"Ed25519","kid":"{{Some.Root.PublicKey.Thumbprint}}","typ":"lk-server-license+jwt"}""");
        Assert.Equal(master.Jws, master.Verified().Leaf.Jws);
        Assert.NotEqual(Some.Master().Jws, master.Jws);
    }

    [Fact]
    public void Quotes_and_backslashes_are_all_that_is_escaped()
    {
        const string text = "\"\\\\\"/ <&'>\u00a0é\ud83d\ude00\\";
        var link = Some.Master(c => c with { Extensions = new Dictionary<string, string>(StringComparer.Ordinal) { ["all"] = text, [text] = "" } });
        Assert.Equal(text, link.License.Extensions["all"]);
        Assert.Equal("", link.License.Extensions[text]);
        Assert.Equal(link.Jws, link.License.Jws);
    }

    [Theory]
    [InlineData(@"\u0008")]
    [InlineData(@"\u001F")]
    [InlineData(@"\u0020")]
    [InlineData(@"\u00e9")]
    [InlineData(@"\/")]
    [InlineData(@"\x41")]
    [InlineData(@"\")]
    [InlineData("\u0001")]
    public void An_escape_that_is_not_the_shortest_is_refused(string text)
    {
        var payload = Some.Child().Payload.Replace("hello", text, StringComparison.Ordinal);
        Assert.Equal(FaultCode.NotCanonical, ServerLicenseReader.Read(Some.Utf8(payload)).Fault?.Code);
    }
}
