using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

/// <summary>Rights that end because their holder was silent for longer than its license allows.</summary>
public sealed class RunOutTests
{
    private const long Silence = 14 * Day;

    private readonly TestWorld _world = new();
    private readonly VirtualServer _master;

    public RunOutTests() => _master = _world.Master();

    private long Granted => _master.Ledger.Granted.At(_world.Seconds)["developer"];

    [Fact]
    public void What_was_lowered_counts_until_the_holder_could_not_have_heard_of_its_parent_for_its_silence()
    {
        var child = _world.ChildOf(_master, Draft("A", 10, 0, 0));
        child.PingTo(_master);
        Pass(Day);
        _master.Change(child.Id, Draft("A", 2, 0, 0));
        Pass(Silence - 1);
        Assert.Equal(10, Granted);
        Pass(61);
        Assert.Equal(2, Granted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_clock_that_jumps_ahead_and_back_runs_nothing_out(bool isReset)
    {
        var child = _world.ChildOf(_master, Draft("A", 10, 0, 0));
        child.PingTo(_master);
        if (isReset)
        {
            _master.Reset(child.Id);
        }
        else
        {
            _master.Change(child.Id, Draft("A", 2, 0, 0));
        }

        Pass(61);
        Jump(Silence + Day);
        Jump(-Silence - Day);

        Pass(Silence - 62);
        Assert.Contains(child.Id, _master.Ledger.Unsettled);
        Pass(61);
        Assert.DoesNotContain(child.Id, _master.Ledger.Unsettled);
    }

    [Fact]
    public void A_clock_that_jumps_ahead_and_back_runs_no_former_holder_out()
    {
        var child = _world.ChildOf(_master, Draft("A", 5, 0, 0));
        child.PingTo(_master);
        _master.Change(child.Id, Draft("A", 5, 0, 0, d => d.LicenseCode = LicenseCode.Of(Key(77).PublicKey, Product).ToString()));
        Pass(61);
        Jump(Silence + Day);
        Jump(-Silence - Day);

        Pass(Silence - 62);
        Assert.Equal(10, Granted);
        Pass(61);
        Assert.Equal(5, Granted);
    }

    [Fact]
    public void A_clock_that_jumps_ahead_and_back_ends_no_offline_version()
    {
        var code = LicenseCode.Of(Key(77).PublicKey, Product).ToString();
        var id = _master.Issue(Draft("A", 10, 0, 0, d => (d.SuppressPings, d.LicenseCode, d.Duration) = (true, code, "P20D")));
        _master.Change(id, Draft("A", 2, 0, 0, d => (d.LicenseCode, d.Duration) = (code, "P30D")));
        Pass(61);
        Jump(25 * Day);
        Jump(-25 * Day);

        Assert.Equal(10, Granted);
        Pass(20 * Day);
        Assert.Equal(2, Granted);
    }

    [Fact]
    public void Time_switched_off_is_no_silence()
    {
        var child = _world.ChildOf(_master, Draft("A", 10, 0, 0));
        child.PingTo(_master);
        _master.Change(child.Id, Draft("A", 2, 0, 0));
        Jump(Silence + Day);
        Pass(61);
        Assert.Equal(10, Granted);
    }

    [Fact]
    public void An_offline_holder_keeps_what_it_has_to_the_end_of_its_license()
    {
        var code = LicenseCode.Of(Key(77).PublicKey, Product).ToString();
        var id = _master.Issue(Draft("A", 10, 0, 0, d => (d.SuppressPings, d.LicenseCode, d.Duration) = (true, code, "P20D")));
        _master.Change(id, Draft("A", 2, 0, 0, d => (d.SuppressPings, d.LicenseCode, d.Duration) = (true, code, "P10D")));
        Pass(20 * Day - 1);
        Assert.Equal(10, Granted);
        Pass(61);
        Assert.Equal(0, Granted);
    }

    [Fact]
    public void The_silence_of_a_new_holder_does_not_begin_with_the_former_one()
    {
        var child = _world.ChildOf(_master, Draft("A", 5, 0, 0));
        child.PingTo(_master);
        _master.Reset(child.Id);
        Pass(Silence + Day);
        var next = Activated(child.Id);
        _master.Change(next.Id, Draft("A", 1, 0, 0));
        Pass(61);
        Assert.Equal(5, Granted);
    }

    [Fact]
    public void After_a_reset_a_holder_whose_rights_ran_out_leaves_room_for_the_next_one()
    {
        var child = _world.ChildOf(_master, Draft("A", 10, 0, 0));
        child.PingTo(_master);
        _master.Reset(child.Id);
        Assert.Equal(FaultCode.OverBudget, _world.NewServer().TryActivate(_master, _master.License(child.Id)).Fault!.Code);
        Pass(Silence + Day);
        Activated(child.Id);
        Assert.Equal(10, Granted);
    }

    [Fact]
    public void An_installation_that_gets_its_license_back_after_an_accepted_overlap_counts_again()
    {
        var child = _world.ChildOf(_master, Draft("A", 10, 0, 0));
        _master.Reset(child.Id, overlap: "A");
        _master.Change(child.Id, Draft("A", 10, 0, 0, d => d.LicenseCode = LicenseCode.Of(child.Key.PublicKey, Product).ToString()));
        _master.Change(child.Id, Draft("A", 2, 0, 0));
        Assert.Equal(10, Granted);
    }

    private VirtualServer Activated(string id)
    {
        var next = _world.NewServer();
        next.Take(_master.FileOf(id));
        next.Activate(_master);
        return next;
    }

    /// <summary>Effective time jumps; the server runs no longer by that.</summary>
    private void Jump(long seconds)
    {
        _world.Jumped += seconds;
        Pass(seconds);
    }

    /// <summary>Time passes without a ping.</summary>
    private void Pass(long seconds)
    {
        _world.Seconds += seconds;
        _master.Lapse();
    }
}
