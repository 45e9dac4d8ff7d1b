using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Licenses;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Freshness;

public class FreshUntilTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public void A_Master_is_never_stale() => Assert.Equal(UnixTime.Max, FreshUntil.Of(_world.Master().State).At);

    [Fact]
    public void Without_a_pong_silence_counts_from_the_signing_of_the_license()
    {
        var child = _world.ChildOf(_world.Master());
        Assert.Equal(Start + (14 * Day), FreshUntil.Of(child.State).At);
    }

    [Theory]
    [InlineData(-1, Standing.Good)]
    [InlineData(0, Standing.Stale)]
    public void A_license_is_stale_exactly_at_its_silence(long offset, Standing expected)
    {
        var master = _world.Master();
        var child = _world.ChildOf(master);
        _world.Seconds += Day;
        child.PingTo(master);
        _world.Seconds += (14 * Day) + offset;
        Assert.Equal(expected, child.Standing.Standing);
    }

    [Fact]
    public void An_offline_license_is_never_stale_whatever_is_above_it()
    {
        var master = _world.Master();
        var oem = _world.ChildOf(master, Draft(change: d => d.Oem = 1));
        var child = Offline(oem);
        Assert.Equal(UnixTime.Max, FreshUntil.Of(child.State).At);
    }

    [Fact]
    public void A_silent_link_above_makes_everything_below_stale_and_is_named()
    {
        var master = _world.Master();
        var oem = _world.ChildOf(master, Draft(change: d => d.Oem = 1));
        _world.Seconds += Day;
        var child = _world.ChildOf(oem, Draft("Umbrella", 1, 1, 0));
        _world.Seconds = Start + (14 * Day);
        child.PingTo(oem);
        Assert.Equal(Standing.Stale, child.Standing.Standing);
        Assert.Equal(oem.Id, child.Standing.Link);
    }

    [Fact]
    public void The_least_maxOffline_above_shortens_the_silence()
    {
        var master = _world.Master();
        var child = _world.ChildOf(master);
        Reissue(master, c => c with { MaxOffline = 2 * Day });
        child.PingTo(master);
        Assert.Equal(Start + (2 * Day), FreshUntil.Of(child.State).At);
    }

    [Fact]
    public void The_fault_says_since_when_the_parent_is_silent_and_how_long_that_may_last()
    {
        var child = _world.ChildOf(_world.Master());
        _world.Seconds += 14 * Day;
        Assert.Contains("2027-01-15T08:00Z, longer than P14D", child.Standing.Fault!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(364, Standing.Good)]
    [InlineData(365, Standing.Grace)]
    [InlineData(374, Standing.Grace)]
    [InlineData(375, Standing.Expired)]
    public void Time_decides_between_good_grace_and_expired(int days, Standing expected)
    {
        var master = _world.Master();
        _world.Seconds += days * Day;
        Assert.Equal(expected, master.Standing.Standing);
    }

    [Fact]
    public void Nothing_held_is_worth_nothing() => Assert.Equal(Standing.None, _world.NewServer().Standing.Standing);

    private VirtualServer Offline(VirtualServer parent)
    {
        var child = _world.NewServer();
        child.Take(parent.FileOf(parent.Issue(Draft("Island", 1, 1, 0, d =>
        {
            d.SuppressPings = true;
            d.LicenseCode = LicenseKit.Signing.LicenseCode.Of(child.Key.PublicKey, Product).ToString();
        }))));
        return child;
    }
}
