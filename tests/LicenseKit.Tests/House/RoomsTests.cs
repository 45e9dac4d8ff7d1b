using System.Text.RegularExpressions;
using Xunit;

namespace LicenseKit.Tests.House;

/// <summary>A room of the core uses only rooms before it; in Hosting, Parent and Child do not know each other.</summary>
public sealed class RoomsTests
{
    private static readonly string[] Order = ["", "Signing", "Licenses", "Stages", "Chains", "Activation", "Freshness", "Issuing", "Sessions", "Xml"];

    [Fact]
    public void Every_folder_of_the_core_is_a_known_room() =>
        Offenders.AssertNone(Repo.Sources("LicenseKit").Where(file => !Order.Contains(Room(file.Path))).Select(file => $"{file.Path}: '{Room(file.Path)}' is not a room. The rooms are{string.Join(' ', Order)}."));

    [Fact]
    public void A_room_uses_only_rooms_before_it() =>
        Offenders.AssertNone(
            from later in Order.Skip(1)
            let name = Names("LicenseKit", later)
            from file in Repo.Sources("LicenseKit")
            where Array.IndexOf(Order, Room(file.Path)) < Array.IndexOf(Order, later)
            from use in name.Matches(file.Text)
            select $"{file.Path} uses '{use.Value}', a later room.");

    [Theory]
    [InlineData("Parent", "Child")]
    [InlineData("Child", "Parent")]
    public void Parent_and_Child_never_import_each_other(string room, string other)
    {
        var name = Names("LicenseKit.Hosting", other);
        Offenders.AssertNone(
            from file in Repo.Sources("LicenseKit.Hosting")
            where Room(file.Path) == room
            from use in name.Matches(file.Text)
            select $"{file.Path} uses '{use.Value}'.");
    }

    [Theory]
    [InlineData("LicenseKit")]
    [InlineData("LicenseKit.Hosting")]
    [InlineData("LicenseKit.Sqlite")]
    [InlineData("LicenseKit.AspNetCore")]
    [InlineData("LicenseKit.Testing")]
    public void A_namespace_is_its_folder_but_for_extensions_of_the_frameworks_types(string library) =>
        Offenders.AssertNone(
            from file in Repo.Sources(library)
            let expected = string.Join('.', file.Path.Split('/')[..^1].Prepend(library))
            let actual = Regex.Match(file.Text, @"^namespace ([\w.]+);", RegexOptions.Multiline).Groups[1].Value
            where actual.Length > 0 && actual != expected
            where !(file.Path.EndsWith("Extensions.cs", StringComparison.Ordinal) && actual is ("Microsoft.Extensions.DependencyInjection" or "Microsoft.AspNetCore.Builder"))
            select $"{file.Path}: namespace {actual}, expected {expected}.");

    private static string Room(string path) => path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "";

    /// <summary>Finds the room's namespace in a using or a name, or <c>Room.Type</c> with a type that has a file there.</summary>
    private static Regex Names(string library, string room)
    {
        var types = Repo.Sources(library).Where(f => Room(f.Path) == room).Select(f => Regex.Escape(Path.GetFileNameWithoutExtension(f.Path))).Append("(?!)");
        return new($@"\b{Regex.Escape(library)}\.{room}\b|(?<![\w.]){room}\.({string.Join('|', types)})\b");
    }
}
