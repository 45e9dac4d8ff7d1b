using System.Text.RegularExpressions;

namespace LicenseKit.Tests.Architecture;

/// <summary>What a file names is never looked up: nothing of the framework's XMLDSig is used.</summary>
public sealed class XmlDsigTests
{
    [Fact]
    public void No_source_uses_XMLDSig_of_the_framework_or_CryptoConfig() => Offenders.AssertNone(
        from library in (string[])[.. Repo.Libraries, "LicenseKit.Cli"]
        from file in Repo.Sources(library)
        from use in Regex.Matches(file.Text, @"\b(System\.Security\.Cryptography\.Xml|CryptoConfig)\b")
        select $"{library}/{file.Path} names {use.Value}.");

    [Theory]
    [InlineData("LicenseKit")]
    [InlineData("LicenseKit.Hosting")]
    [InlineData("LicenseKit.Sqlite")]
    [InlineData("LicenseKit.AspNetCore")]
    [InlineData("LicenseKit.Portal")]
    public void What_verifies_and_serves_carries_no_XML(string library) =>
        Assert.DoesNotContain(Repo.Load(library).GetReferencedAssemblies(), a => a.Name is "LicenseKit.Xml" or "System.Security.Cryptography.Xml" or "System.Xml.ReaderWriter");
}
