using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Stages;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

public class BudgetTests
{
    /// <summary>Binds a license from its first version on: versions that nobody holds do not count.</summary>
    private static readonly string Code = LicenseCode.Of(Key(77).PublicKey, Product).ToString();

    private readonly TestWorld _world = new();

    [Fact]
    public void A_stage_in_the_future_that_does_not_fit_is_refused_today_and_named()
    {
        var master = _world.Master();
        master.Issue(Draft("A", 9, 0, 0));
        var draft = Draft("B", 1, 0, 0, d => d.Stages.Add(StageDraft.Between(UnixTime.ToInstant(Start + (9 * Day)), UnixTime.ToInstant(Start + (10 * Day))).Set("developer", 7)));
        var fault = master.TryIssue(draft).Fault!;
        Assert.Equal(FaultCode.OverBudget, fault.Code);
        Assert.Contains("developer 16, execution 0, generic 0 from 2027-01-24T08:00Z; 'Acme' has developer 10, execution 20, generic 5", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Grants_that_follow_one_another_share_the_seats()
    {
        var master = _world.Master();
        master.Issue(Draft("A", 10, 20, 5, d => d.Duration = "P10D"));
        Assert.NotNull(master.TryIssue(Draft("B", 1, 0, 0)).Fault);
        master.Issue(Draft("B", 10, 20, 5, d => (d.Starts, d.Duration) = (UnixTime.ToInstant(Start + (10 * Day)), "P10D")));
    }

    [Fact]
    public void A_lowered_grant_counts_at_its_largest_until_that_version_has_run_out()
    {
        var master = _world.Master();
        var id = master.Issue(Draft("A", 10, 0, 5, d => (d.Duration, d.Grace, d.LicenseCode) = ("P10D", TimeSpan.FromDays(1), Code)));
        master.Change(id, Draft("A", 1, 0, 0, d => d.Duration = "P10D"));
        _world.Seconds = Start + (11 * Day) - 1;
        Assert.NotNull(master.TryIssue(Draft("B", 10, 0, 5)).Fault);
        _world.Seconds++;
        master.Issue(Draft("B", 10, 0, 5));
    }

    [Fact]
    public void Every_link_above_is_asked()
    {
        var master = _world.Master();
        var oem = _world.ChildOf(master, Draft("OEM", 8, 8, 0, d => d.Oem = 2));
        Reissue(master, c => c with { Seats = Seats(3, 3, 0) });
        oem.PingTo(master);
        Assert.Equal("master", oem.TryIssue(Draft("B", 4, 0, 0)).Fault!.Link);
        oem.Issue(Draft("B", 3, 0, 0));
    }

    [Fact]
    public void A_lowered_grant_that_nobody_holds_gives_its_seats_back_at_once()
    {
        var master = _world.Master();
        var id = master.Issue(Draft("A", 10, 0, 5));
        master.Change(id, Draft("A", 1, 0, 0));
        master.Issue(Draft("B", 9, 0, 5));
    }

    [Fact]
    public void The_largest_of_two_versions_is_taken_kind_by_kind()
    {
        var master = _world.Master();
        var id = master.Issue(Draft("A", 5, 1, 0, d => d.LicenseCode = Code));
        master.Change(id, Draft("A", 1, 5, 0));
        Assert.Equal(Seats(5, 5, 0), master.Ledger.Granted.At(_world.Seconds).ToSeats());
    }

    [Fact]
    public void A_conversion_needs_seats_for_both_until_it_is_settled()
    {
        var master = _world.Master();
        var id = master.Issue(Draft("A", 10, 20, 5, d => d.LicenseCode = Code));
        Assert.Equal(FaultCode.OverBudget, master.TryChange(id, Draft("A", 12, 0, 3)).Fault!.Code);
        master.Change(id, Draft("A", 10, 0, 3));
        Assert.Equal(Seats(10, 20, 5), master.Ledger.Granted.At(_world.Seconds).ToSeats());
        master.Change(id, Draft("A", 10, 20, 5));
    }

    [Fact]
    public void What_a_holder_reports_leaves_the_sums_as_they_are()
    {
        var master = _world.Master();
        var child = _world.ChildOf(master);
        var sum = master.Ledger.Granted;
        child.PingTo(master);
        Assert.Same(sum, master.Ledger.Granted);
    }

    [Fact]
    public void Nothing_is_issued_under_a_license_that_is_not_good()
    {
        var rights = new IssuerRights(_world.Master().Chain, StandingReport.NoneHeld);
        Assert.Equal(FaultCode.MayNotIssue, rights.MayIssue()!.Code);
    }
}
