using System.Reflection;
using System.Text.RegularExpressions;

namespace LicenseKit.Tests.Architecture;

/// <summary>The same laws as in the sources, read from what was compiled: an alias, a global using or an inferred type hides nothing there.</summary>
public sealed class CompiledModulesTests
{
    /// <summary>What puts a server or an app together: it uses all folders, and no folder uses it.</summary>
    private static readonly string[] Composition = ["LicenseServer", "LicenseKitHost", "Licensing", "LicenseKitBuilder"];

    [Fact]
    public void The_code_of_a_module_uses_only_modules_before_it() => Offenders.AssertNone(Backwards("LicenseKit", ModulesTests.Core));

    [Fact]
    public void The_code_of_a_folder_of_Hosting_uses_only_folders_before_it() => Offenders.AssertNone(Backwards("LicenseKit.Hosting", ModulesTests.Hosting));

    [Fact]
    public void No_folder_of_Hosting_reaches_for_what_puts_it_together() => Offenders.AssertNone(
        from use in Within("LicenseKit.Hosting")
        where use.From.Length > 0 && Composition.Contains(use.Used.Name)
        select $"{use.By} in '{use.From}' uses {use.Used.FullName}.");

    [Fact]
    public void The_core_is_not_even_handed_a_file_a_socket_a_timer_or_a_thread() => Offenders.AssertNone(
        from use in Uses.Of(Repo.Load("LicenseKit"))
        where Regex.IsMatch(use.Used.FullName ?? "", @"^System\.(Net|Timers|IO\.Pipes)\.|^System\.IO\.(File|Directory)|^System\.Threading\.(\w*Timer|Thread|ThreadPool)$")
        select $"{use.By} uses {use.Used.FullName}.");

    private static IEnumerable<string> Backwards(string project, string[] order) =>
        from use in Within(project)
        where order.Contains(use.From) && Array.IndexOf(order, use.To) > Array.IndexOf(order, use.From)
        select $"{use.By} in '{use.From}' uses {use.Used.FullName}, which comes later.";

    private static IEnumerable<(string From, string By, string To, Type Used)> Within(string project) =>
        from use in Uses.Of(Repo.Load(project))
        where use.Used.Assembly == use.From.Assembly
        select (Module(use.From, project), use.By, Module(use.Used, project), use.Used);

    private static string Module(Type type, string project) =>
        type.Namespace is { } at && at.StartsWith(project + ".", StringComparison.Ordinal) ? at[(project.Length + 1)..].Split('.')[0] : "";
}
