using System.Text.RegularExpressions;

namespace LicenseKit.Tests.Architecture;

/// <summary>What a file names is never looked up: of the framework's XMLDSig only the transform is used.</summary>
public sealed class XmlDsigTests
{
    [Fact]
    public void No_source_names_SignedXml_or_CryptoConfig() => Offenders.AssertNone(
        from library in (string[])[.. Repo.Libraries, "LicenseKit.Cli"]
        from file in Repo.Sources(library)
        from use in Regex.Matches(file.Text, @"\b(SignedXml|CryptoConfig|EncryptedXml)\b")
        select $"{library}/{file.Path} names {use.Value}.");
}
