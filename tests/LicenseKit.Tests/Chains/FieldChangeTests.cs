using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Testing;
using Xunit;

namespace LicenseKit.Tests.Chains;

public sealed class FieldChangeTests
{
    private static readonly ServerLicenseClaims Old = new()
    {
        Product = "acme.robot", Id = "a", Issuer = "b", IssuedAt = 1, NotBefore = 2, Expires = 3, Client = "Initech", MaxDuration = 1, MaxLease = 1, MaxLicenses = 1, MaxOffline = 1,
        Overage = Overage.Finish, Seats = new([new("developer", 5)], 3), Serial = 1,
    };

    private static readonly Dictionary<string, ServerLicenseClaims> Changed = new(StringComparer.Ordinal)
    {
        ["Product"] = Old with { Product = "x" }, ["Id"] = Old with { Id = "x" }, ["Issuer"] = Old with { Issuer = "x" }, ["IssuedAt"] = Old with { IssuedAt = 9 },
        ["NotBefore"] = Old with { NotBefore = 9 }, ["Expires"] = Old with { Expires = 9 }, ["Client"] = Old with { Client = "x" }, ["MaxDuration"] = Old with { MaxDuration = 9 },
        ["MaxLease"] = Old with { MaxLease = 9 }, ["MaxLicenses"] = Old with { MaxLicenses = 9 }, ["MaxOffline"] = Old with { MaxOffline = 9 }, ["Oem"] = Old with { Oem = 9 },
        ["Overage"] = Old with { Overage = new(OverageMode.Deadline, 9) }, ["Seats"] = Old with { Seats = new([new("developer", 6)], 3) }, ["Serial"] = Old with { Serial = 9 },
        ["Grace"] = Old with { Grace = 9 }, ["State"] = Old with { State = LicenseState.Revoked }, ["Contact"] = Old with { Contact = new(1, 2) }, ["ParentUrl"] = Old with { ParentUrl = "x" },
        ["Parent"] = Old with { Parent = new("x", 1, "y") }, ["Extensions"] = Old with { Extensions = new Dictionary<string, string> { ["k"] = "v" } },
        ["Features"] = Old with { Features = new Dictionary<string, Feature> { ["pdf"] = new(null, 3) } }, ["Binding"] = Old with { Binding = new Binding.ToKey(Key()) },
        ["Stages"] = Old with { Stages = [new("s", 1, 2, Old.Seats)] },
    };

    public static TheoryData<string> Members => [.. Changed.Keys];

    [Theory]
    [MemberData(nameof(Members))]
    public void A_change_of_any_member_is_a_difference(string member) =>
        Assert.NotEmpty(FieldChange.Between(Old, Changed[member]));

    [Fact]
    public void The_same_content_has_no_difference() => Assert.Empty(FieldChange.Between(Old, Old with { Seats = new([new("developer", 5)], 3) }));

    [Fact]
    public void Each_change_has_its_field_and_the_typed_value_of_both_versions()
    {
        var (from, to) = (License(Some.Master()), License(Some.Master().Next(c => c.Seats["developer"] = Limit.Unlimited)));
        var seats = Assert.Single(FieldChange.Between(from, to), c => c.Field == "seats.developer");

        Assert.Equal((5, Limit.Unlimited), (((LicenseValue.OfCount)seats.From!).Value, ((LicenseValue.OfCount)seats.To!).Value));
        Assert.Equal("seats.developer: 5 -> unlimited", seats.ToString());
        Assert.Equal(["serial", "seats.developer"], FieldChange.Between(from, to).Select(c => c.Field));
    }

    [Fact]
    public void No_member_is_forgotten() =>
        Assert.Equal(typeof(ServerLicenseClaims).GetProperties().Where(p => p.CanWrite).Select(p => p.Name).Order(StringComparer.Ordinal), Changed.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Stages_are_changed_by_name_or_start_and_else_added_or_removed()
    {
        var (few, many) = (new Seats([new("developer", 5)], 0), new Seats([new("developer", 8)], 0));
        Stage[] from = [new("fair", 10, 20, few), new("", 30, 40, few), new("gone", 50, 60, few), new("same", 70, 80, few)];
        Stage[] to = [new("fair", 12, 20, many), new("", 30, 45, few), new("new", 55, 60, few), new("same", 70, 80, few)];

        Assert.Equal(
            [
                "stage 'fair': 1970-01-01T00:00:10Z to 1970-01-01T00:00:20Z -> 1970-01-01T00:00:12Z to 1970-01-01T00:00:20Z, developer 5 -> 8",
                "stage: 1970-01-01T00:00:30Z to 1970-01-01T00:00:40Z -> 1970-01-01T00:00:30Z to 1970-01-01T00:00:45Z",
                "stage 'gone': removed, was 1970-01-01T00:00:50Z to 1970-01-01T00:01Z: developer 5, generic 0",
                "stage 'new': added, 1970-01-01T00:00:55Z to 1970-01-01T00:01Z: developer 5, generic 0",
            ],
            FieldChange.Between(Old with { Stages = from }, Old with { Stages = to }).Select(c => c.ToString()));
    }

    private static ServerLicense License(Link link) => Some.Verifier.Verify(link.Bundle(), Some.Start).License!;

    private static PublicKey Key()
    {
        using var key = SigningKey.Create();
        return key.PublicKey;
    }
}
