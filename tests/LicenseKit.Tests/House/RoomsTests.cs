using System.Text.RegularExpressions;
using Xunit;

namespace LicenseKit.Tests.House;

/// <summary>A room of the core uses only rooms before it; in Hosting, Parent and Child do not know each other.</summary>
public sealed class RoomsTests
{
    private static readonly string[] Order = ["", "Signing", "Licenses", "Stages", "Chains", "Activation", "Freshness", "Issuing", "Sessions"];

    [Fact]
    public void Every_folder_of_the_core_is_a_known_room() =>
        Assert.All(Repo.Sources("LicenseKit"), file => Assert.True(Order.Contains(Room(file.Path)), $"{file.Path}: '{Room(file.Path)}' is not one of the rooms {string.Join(", ", Order)}."));

    [Fact]
    public void A_room_uses_only_rooms_before_it() =>
        Assert.Empty(
            from file in Repo.Sources("LicenseKit")
            from later in Order.Skip(Array.IndexOf(Order, Room(file.Path)) + 1)
            from use in Uses(file.Text, "LicenseKit", later)
            select $"{file.Path} uses '{use}', a later room.");

    [Fact]
    public void Parent_and_Child_never_import_each_other() =>
        Assert.Empty(
            from file in Repo.Sources("LicenseKit.Hosting")
            let other = Room(file.Path) switch { "Parent" => "Child", "Child" => "Parent", _ => null }
            where other is not null
            from use in Uses(file.Text, "LicenseKit.Hosting", other)
            select $"{file.Path} uses '{use}'.");

    [Theory]
    [InlineData("LicenseKit")]
    [InlineData("LicenseKit.Hosting")]
    [InlineData("LicenseKit.Sqlite")]
    [InlineData("LicenseKit.AspNetCore")]
    public void A_namespace_is_its_folder(string library) =>
        Assert.Empty(
            from file in Repo.Sources(library)
            let expected = string.Join('.', file.Path.Split('/')[..^1].Prepend(library))
            let actual = Regex.Match(file.Text, @"^namespace ([\w.]+);", RegexOptions.Multiline).Groups[1].Value
            where actual.Length > 0 && actual != expected
            select $"{file.Path}: namespace {actual}, expected {expected}.");

    private static string Room(string path) => path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "";

    /// <summary>The room's namespace in a using or a name, or <c>Room.Type</c> with a type that has a file there.</summary>
    private static IEnumerable<string> Uses(string text, string library, string room)
    {
        var types = string.Join('|', Repo.Sources(library).Where(f => Room(f.Path) == room).Select(f => Regex.Escape(Path.GetFileNameWithoutExtension(f.Path))).Append("(?!)"));
        return Regex.Matches(text, $@"\b{Regex.Escape(library)}\.{room}\b|(?<![\w.]){room}\.(?:{types})\b").Select(m => m.Value).Distinct();
    }
}
