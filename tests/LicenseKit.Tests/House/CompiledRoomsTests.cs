using System.Reflection;
using System.Text.RegularExpressions;

namespace LicenseKit.Tests.House;

/// <summary>The same laws as in the sources, read from what was compiled: an alias, a global using or an inferred type hides nothing there.</summary>
public sealed class CompiledRoomsTests
{
    private static readonly string[] Order = ["", "Signing", "Licenses", "Stages", "Chains", "Activation", "Freshness", "Issuing", "Sessions", "Xml"];

    [Fact]
    public void The_code_of_a_room_uses_only_rooms_before_it() => Offenders.AssertNone(
        from use in Within("LicenseKit")
        where Array.IndexOf(Order, use.To) > Array.IndexOf(Order, use.From)
        select $"{use.By} in '{use.From}' uses {use.Used.FullName}, of a later room.");

    [Fact]
    public void The_code_of_parent_and_child_never_uses_the_other() => Offenders.AssertNone(
        from use in Within("LicenseKit.Hosting")
        where (use.From, use.To) is ("Parent", "Child") or ("Child", "Parent")
        select $"{use.By} in {use.From} uses {use.Used.FullName}.");

    [Fact]
    public void The_core_is_not_even_handed_a_file_a_socket_a_timer_or_a_thread() => Offenders.AssertNone(
        from use in Uses.Of(Repo.Load("LicenseKit"))
        where Regex.IsMatch(use.Used.FullName ?? "", @"^System\.(Net|Timers|IO\.Pipes)\.|^System\.IO\.(File|Directory)|^System\.Threading\.(\w*Timer|Thread|ThreadPool)$")
        select $"{use.By} uses {use.Used.FullName}.");

    private static IEnumerable<(string From, string By, string To, Type Used)> Within(string project) =>
        from use in Uses.Of(Repo.Load(project))
        where use.Used.Assembly == use.From.Assembly
        select (Room(use.From, project), use.By, Room(use.Used, project), use.Used);

    private static string Room(Type type, string project) =>
        type.Namespace is { } at && at.StartsWith(project + ".", StringComparison.Ordinal) ? at[(project.Length + 1)..].Split('.')[0] : "";
}
