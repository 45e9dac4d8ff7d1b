using CsCheck;
using LicenseKit.Licenses;

namespace LicenseKit.Tests.Licenses;

/// <summary>A Server URL is what the grammar says; <c>url-*</c> of the vectors are its edges.</summary>
public sealed class UrlGrammarTests
{
    [Theory]
    [InlineData("http://licenses.example")]
    [InlineData("http://127.0.0.2:5080/a")]
    [InlineData("http://[2001:db8::1]")]
    public void Http_to_any_host_is_read_where_the_reader_allows_it_and_only_there(string url) =>
        Assert.Equal((false, true), (UrlGrammar.Allows(url), UrlGrammar.Allows(url, allowHttp: true)));

    [Theory]
    [InlineData("http://127.1")]
    [InlineData("http://256.1.1.1")]
    [InlineData("http://user@licenses.example")]
    [InlineData("http://licenses.example/?a")]
    [InlineData("http://licenses.example#a")]
    [InlineData("ftp://licenses.example")]
    [InlineData("http://")]
    public void Allowing_http_allows_nothing_else(string url) => Assert.False(UrlGrammar.Allows(url, allowHttp: true));

    /// <summary>Whatever .NET's client would do with a URL, it goes to the host that a reader sees.</summary>
    [Fact]
    public void A_URL_that_may_be_is_the_same_to_the_client_that_uses_it() => Gen.Char["aZ09-.:/[]%2@~fx"].Array[0, 12].Select(c => "https://" + new string(c)).Sample(url =>
    {
        if (UrlGrammar.Allows(url))
        {
            var uri = new Uri(url);
            var authority = url["https://".Length..].Split('/')[0];
            Assert.Equal(("https", ""), (uri.Scheme, uri.UserInfo));
            Assert.True(authority.StartsWith('[') ? uri.HostNameType == UriHostNameType.IPv6 : string.Equals(authority.Split(':')[0], uri.Host, StringComparison.OrdinalIgnoreCase), url);
        }
    });
}
