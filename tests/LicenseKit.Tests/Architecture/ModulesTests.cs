using System.Text.RegularExpressions;
using Xunit;

namespace LicenseKit.Tests.Architecture;

/// <summary>A module of the core, and a folder of Hosting, uses only those before it.</summary>
public sealed class ModulesTests
{
    internal static readonly string[] Core = ["", "Signing", "Licenses", "Stages", "Chains", "Protocol", "Freshness", "Issuing", "Sessions", "Server"];

    internal static readonly string[] Hosting = ["Telemetry", "Files", "Wire", "Storage", "Server", "Front", "Parent", "Child", "Client"];

    internal static readonly string[] Portal = ["Words", "Storage", "Branding", "Web", "Pictures", "History", "Components", "Routes", "Pages", "Bulk", "Accounts"];

    [Fact]
    public void Every_folder_of_the_core_is_a_known_module() =>
        Offenders.AssertNone(Repo.Sources("LicenseKit").Where(file => !Core.Contains(Module(file.Path)))
            .Select(file => $"{file.Path}: '{Module(file.Path)}' is not a module. The modules are{string.Join(' ', Core)}."));

    [Fact]
    public void Every_folder_of_Hosting_has_its_place() =>
        Offenders.AssertNone(Repo.Sources("LicenseKit.Hosting").Where(file => Module(file.Path) is { Length: > 0 } folder && !Hosting.Contains(folder))
            .Select(file => $"{file.Path}: '{Module(file.Path)}' has no place among {string.Join(", ", Hosting)}."));

    [Fact]
    public void A_module_uses_only_modules_before_it() => Offenders.AssertNone(Backwards("LicenseKit", Core));

    [Fact]
    public void A_folder_of_Hosting_uses_only_folders_before_it() => Offenders.AssertNone(Backwards("LicenseKit.Hosting", Hosting));

    [Fact]
    public void Every_folder_of_the_portal_has_its_place() =>
        Offenders.AssertNone(Repo.Sources("LicenseKit.Portal").Where(file => Module(file.Path) is { Length: > 0 } folder && !Portal.Contains(folder))
            .Select(file => $"{file.Path}: '{Module(file.Path)}' has no place among {string.Join(", ", Portal)}."));

    [Fact]
    public void A_folder_of_the_portal_uses_only_folders_before_it() => Offenders.AssertNone(Backwards("LicenseKit.Portal", Portal));

    [Theory]
    [InlineData("LicenseKit")]
    [InlineData("LicenseKit.Hosting")]
    [InlineData("LicenseKit.Portal")]
    [InlineData("LicenseKit.Sqlite")]
    [InlineData("LicenseKit.AspNetCore")]
    [InlineData("LicenseKit.Testing")]
    [InlineData("LicenseKit.Xml")]
    public void A_namespace_is_its_folder_but_for_extensions_of_the_frameworks_types(string library) =>
        Offenders.AssertNone(
            from file in Repo.Sources(library)
            let expected = string.Join('.', file.Path.Split('/')[..^1].Prepend(library))
            let actual = Regex.Match(file.Text, @"^namespace ([\w.]+);", RegexOptions.Multiline).Groups[1].Value
            where actual.Length > 0 && actual != expected
            where !(file.Path.EndsWith("Extensions.cs", StringComparison.Ordinal) && actual is ("Microsoft.Extensions.DependencyInjection" or "Microsoft.AspNetCore.Builder" or "Microsoft.AspNetCore.Hosting"))
            select $"{file.Path}: namespace {actual}, expected {expected}.");

    private static IEnumerable<string> Backwards(string library, string[] order) =>
        from later in order.Where(m => m.Length > 0)
        let name = Names(library, later)
        from file in Repo.Sources(library)
        let index = Array.IndexOf(order, Module(file.Path))
        where index >= 0 && index < Array.IndexOf(order, later)
        from use in name.Matches(file.Text)
        select $"{file.Path} uses '{use.Value}', which comes later.";

    private static string Module(string path) => path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "";

    /// <summary>Finds the module's namespace in a using or a name, or <c>Module.Type</c> with a type that has a file there.</summary>
    private static Regex Names(string library, string module)
    {
        var types = Repo.Sources(library).Where(f => Module(f.Path) == module).Select(f => Regex.Escape(Path.GetFileNameWithoutExtension(f.Path))).Append("(?!)");
        return new($@"\b{Regex.Escape(library)}\.{module}\b|(?<![\w.]){module}\.({string.Join('|', types)})\b");
    }
}
