using System.Security.Cryptography;
using LicenseKit.Xml;

namespace LicenseKit.Tests.Xml;

/// <summary>A host may change what the names of algorithms mean, for the whole process and for ever; no verdict changes.</summary>
public sealed class PoisonedHostTests
{
    [Fact]
    public void Algorithms_that_the_host_registers_change_no_verdict()
    {
        CryptoConfig.AddAlgorithm(typeof(HMACSHA512), XmlNames.Sha256, XmlNames.Ed25519);
        CryptoConfig.AddAlgorithm(typeof(MemoryStream), XmlNames.ExclusiveC14N, XmlNames.Enveloped);
        Assert.IsType<HMACSHA512>(CryptoConfig.CreateFromName(XmlNames.Sha256));

        var foreign = XmlAttacks.Replaced(SomeXml.Master(), "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n", "");
        Assert.Null(SomeXml.Verify(SomeXml.Chain(2)).Fault);
        Assert.Null(SomeXml.Verify(foreign).Fault);
        Assert.All(["content changed after signing", "SignedInfo: SHA-1", "SignedInfo: a .NET type as algorithm", "digest of other content"],
            name => Assert.Equal(XmlAttacks.All[name].Code, SomeXml.Verify(XmlAttacks.All[name].File).Fault?.Code));
    }
}
