using System.Runtime.CompilerServices;
using Xunit;

namespace LicenseKit.Tests.Architecture;

/// <summary>The public surface changes only on purpose: it stands, line by line, in the files beside this test.</summary>
public sealed class PublicApiTests
{
    private static readonly bool Approve = Environment.GetEnvironmentVariable("LICENSEKIT_APPROVE_API") == "1";

    [Theory]
    [InlineData("LicenseKit")]
    [InlineData("LicenseKit.AspNetCore")]
    [InlineData("LicenseKit.Hosting")]
    [InlineData("LicenseKit.Portal")]
    [InlineData("LicenseKit.Sqlite")]
    [InlineData("LicenseKit.Testing")]
    [InlineData("LicenseKit.Xml")]
    public void The_public_surface_is_the_approved_one(string library)
    {
        var file = Path.Combine(Folder(), "PublicApi", library + ".txt");
        string[] actual = [.. PublicApi.Of(Repo.Load(library))];
        if (Approve)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, string.Concat(actual.Select(line => line + "\n")));
        }

        // A library without public types needs no file.
        var approved = File.Exists(file) ? File.ReadAllLines(file) : [];
        string[] difference = [.. approved.Except(actual).Select(line => "- " + line), .. actual.Except(approved).Select(line => "+ " + line)];
        Assert.True(
            difference.Length == 0,
            $"The public surface of {library} is not the approved one:\n{string.Join('\n', difference)}\nIf it should be so, run: LICENSEKIT_APPROVE_API=1 dotnet test --project tests/LicenseKit.Tests, and commit the files with the reason.");
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
