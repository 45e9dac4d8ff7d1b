using System.Net;
using LicenseKit.Hosting.Front;

namespace LicenseKit.Hosting.Tests.Front;

public sealed class OriginTests
{
    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("fe80::1%2", "fe80::2%3", true)]
    public void An_origin_is_an_IPv4_address_or_the_64_of_an_IPv6_address(string one, string other, bool same) =>
        Assert.Equal(same, Origin.Of(IPAddress.Parse(one)) == Origin.Of(IPAddress.Parse(other)));

    [Fact]
    public void Callers_without_an_address_share_an_origin() => Assert.NotEqual(Origin.Of(null), Origin.Of(IPAddress.Loopback));
}
