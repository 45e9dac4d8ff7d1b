using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

public class BreadthTests
{
    private static readonly Binding Bound = new Binding.ToKey(Key(50).PublicKey);

    private readonly ServerLicense _last;

    public BreadthTests()
    {
        var world = new TestWorld();
        var master = world.Master();
        var id = master.Issue(Draft("A", 2, 2, 2, d =>
        {
            d.LicenseCode = LicenseCode.Of(Key(50).PublicKey, Product).ToString();
            d.Oem = 1;
            d.Grace = TimeSpan.FromDays(1);
            d.MaxDuration = d.MaxLease = d.MaxOffline = TimeSpan.FromHours(10);
            d.MaxLicenses = 5;
            d.Features["vision"] = new Feature(Start + Day, 5);
        }));
        _last = master.License(id);
    }

    public static TheoryData<bool, Func<object, object>> Changes => new()
    {
        { true, c => c },
        { true, c => Of(c) with { Seats = Seats(1, 0, 0) } },
        { false, c => Of(c) with { Seats = Seats(3, 2, 1) } },
        { false, c => Of(c) with { Seats = Seats(2, 2, 3) } },
        { false, c => Of(c) with { Stages = [new Stage("", Start + Day, Start + (2 * Day), Seats(9, 0, 0))] } },
        { true, c => Of(c) with { Stages = [new Stage("", Start - Day, Start, Seats(9, 0, 0))] } },
        { true, c => Of(c) with { Expires = Of(c).Expires - 1 } },
        { false, c => Of(c) with { Expires = Of(c).Expires + 1 } },
        { false, c => Of(c) with { Grace = Of(c).Grace + 1 } },
        { false, c => Of(c) with { MaxDuration = Of(c).MaxDuration + 1 } },
        { false, c => Of(c) with { MaxLease = Of(c).MaxLease + 1 } },
        { false, c => Of(c) with { MaxOffline = Of(c).MaxOffline + 1 } },
        { false, c => Of(c) with { MaxLicenses = Of(c).MaxLicenses + 1 } },
        { false, c => Of(c) with { Oem = 2 } },
        { true, c => Of(c) with { Overage = Overage.End } },
        { true, c => Of(c) with { Contact = new Contact(60, 14 * Day) } },
        { false, c => Of(c) with { Contact = new Contact(60, (14 * Day) + 1) } },
        { false, c => Of(c) with { Contact = null } },
        { true, c => Of(c) with { Features = new Dictionary<string, Feature>() } },
        { false, c => Of(c) with { Features = Vision(Start + Day, 6) } },
        { false, c => Of(c) with { Features = Vision(null, 5) } },
        { false, c => Of(c) with { Features = new Dictionary<string, Feature> { ["other"] = new(Start, 1) } } },
        { true, c => Of(c) with { State = LicenseState.Suspended } },
        { true, c => Of(c) with { Binding = null } },
        { true, c => Of(c) with { Binding = Bound } },
        { false, c => Of(c) with { Binding = new Binding.ToKey(Key(51).PublicKey) } },
        { false, c => Of(c) with { Binding = new Binding.ToCode(LicenseCode.Of(Key(51).PublicKey, Product)) } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Only_what_is_within_the_last_version_gives_no_more(bool noMore, Func<object, object> change) =>
        Assert.Equal(noMore, Breadth.IsNotBroader(Of(change(_last.Claims)), _last.Claims, Start));

    [Fact]
    public void A_first_binding_gives_no_more()
    {
        var master = new TestWorld().Master();
        var last = master.License(master.Issue(Draft()));
        Assert.True(Breadth.IsNotBroader(last.Claims with { Binding = Bound }, last.Claims, Start));
    }

    private static ServerLicenseClaims Of(object claims) => (ServerLicenseClaims)claims;

    private static Dictionary<string, Feature> Vision(long? until, long? limit) => new() { ["vision"] = new(until, limit) };
}
