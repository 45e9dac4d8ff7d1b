using CsCheck;
using LicenseKit.Licenses;

namespace LicenseKit.Tests.Licenses;

/// <summary>What a reader takes for a Server URL is one pattern; an issuer asks the platform too. <c>url</c> of the vectors has the edges.</summary>
public sealed class UrlFormTests
{
    [Theory]
    [InlineData("http://licenses.example")]
    [InlineData("http://127.0.0.2:5080/a")]
    [InlineData("http://[2001:db8::1]")]
    public void Http_to_any_host_is_read_where_the_reader_allows_it_and_only_there(string url) =>
        Assert.Equal((false, true), (UrlForm.Allows(url), UrlForm.Allows(url, allowHttp: true)));

    [Theory]
    [InlineData("http://user@licenses.example")]
    [InlineData("http://licenses.example/?a")]
    [InlineData("http://licenses.example#a")]
    [InlineData("http://licenses.example\n")]
    [InlineData("ftp://licenses.example")]
    [InlineData("http://")]
    public void Allowing_http_allows_nothing_else(string url) => Assert.False(UrlForm.Allows(url, allowHttp: true));

    [Theory]
    [InlineData("https://licenses.example:8443/acme")]
    [InlineData("https://Licenses.Example")]
    [InlineData("https://10.0.0.7")]
    [InlineData("https://[2001:DB8:0:0::1]:443/")]
    [InlineData("http://localhost:5080")]
    public void An_issuer_writes_what_goes_to_the_host_that_is_seen(string url) => Assert.True(UrlForm.IsUsable(url));

    [Theory]
    [InlineData("https://127.1")]
    [InlineData("https://0x7f.1")]
    [InlineData("https://licenses..example")]
    [InlineData("https://-licenses.example:99999")]
    [InlineData("https://licenses.example:0")]
    [InlineData("https://[1::2::3]")]
    public void An_issuer_does_not_write_what_a_reader_takes_and_no_client_understands_alike(string url) =>
        Assert.Equal((true, false), (UrlForm.Allows(url), UrlForm.IsUsable(url)));

    /// <summary>Whatever .NET's client does with a URL that an issuer writes, it goes to the host that a reader sees.</summary>
    [Fact]
    public void A_URL_that_an_issuer_writes_is_the_same_to_the_client_that_uses_it() => Gen.Char["aZ09-.:/[]%2@~fx"].Array[0, 12].Select(c => "https://" + new string(c)).Sample(url =>
    {
        if (UrlForm.IsUsable(url))
        {
            var uri = new Uri(url);
            var authority = url["https://".Length..].Split('/')[0];
            Assert.Equal(("https", ""), (uri.Scheme, uri.UserInfo));
            Assert.True(authority.StartsWith('[') ? uri.HostNameType == UriHostNameType.IPv6 : string.Equals(authority.Split(':')[0], uri.Host, StringComparison.OrdinalIgnoreCase), url);
        }
    });
}
