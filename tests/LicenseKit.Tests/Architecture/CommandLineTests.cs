using System.Text.RegularExpressions;
using Xunit;

namespace LicenseKit.Tests.Architecture;

/// <summary>The command line works on files; one verb opens the storage of a stopped server.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public void Only_the_clock_verb_uses_Hosting_or_a_storage() =>
        Offenders.AssertNone(Repo.Sources("LicenseKit.Cli")
            .Where(file => file.Path != "Verbs/ClockVerb.cs" && Regex.IsMatch(file.Text, @"\bLicenseKit\.(Hosting|Sqlite)\b|\bUseSqlite\b"))
            .Select(file => $"{file.Path} uses Hosting or a storage."));
}
