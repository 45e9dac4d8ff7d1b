using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace LicenseKit.Tests.Architecture;

/// <summary>A restore gives the same packages everywhere: exact versions of .NET 10, from whatever source the machine has.</summary>
public sealed class VersionsTests
{
    private static readonly (string Id, string Version)[] Packages =
    [
        .. from element in XDocument.Load(Path.Combine(Repo.Root, "Directory.Packages.props")).Descendants()
           where element.Name.LocalName is "PackageVersion" or "GlobalPackageReference"
           select ((string)element.Attribute("Include")!, (string)element.Attribute("Version")!),
    ];

    [Fact]
    public void No_package_version_floats() =>
        Assert.All(Packages, package => Assert.True(Regex.IsMatch(package.Version, @"^\d+(\.\d+){1,3}(-[\w.]+)?$"), $"{package.Id} {package.Version}: give one exact version."));

    [Fact]
    public void No_package_of_Microsoft_is_of_version_11() =>
        Assert.All(Packages.Where(p => p.Id.StartsWith("Microsoft.", StringComparison.Ordinal)), package => Assert.False(package.Version.StartsWith("11.", StringComparison.Ordinal), $"{package.Id} {package.Version}: the libraries are for .NET 10."));

    [Fact]
    public void The_package_source_is_the_machines_own() =>
        Assert.DoesNotContain("://", File.ReadAllText(Path.Combine(Repo.Root, "nuget.config")), StringComparison.Ordinal);

    [Fact]
    public void No_project_states_a_version_of_its_own() =>
        Offenders.AssertNone(
            from file in Directory.EnumerateFiles(Repo.Root, "*.csproj", SearchOption.AllDirectories)
            where !Regex.IsMatch(Path.GetRelativePath(Repo.Root, file), @"(^|[\\/])(bin|obj|artifacts)[\\/]")
            where Regex.IsMatch(File.ReadAllText(file), @"<PackageReference[^>]*\bVersion(Override)?=")
            select Path.GetRelativePath(Repo.Root, file));
}
