using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Stages;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

public class BudgetTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public void A_stage_in_the_future_that_does_not_fit_is_refused_today_and_named()
    {
        var master = _world.Master();
        master.Issue(Draft("A", 9, 0, 0));
        var draft = Draft("B", 1, 0, 0, d => d.Stages.Add(StageDraft.Between(UnixTime.ToInstant(Start + (9 * Day)), UnixTime.ToInstant(Start + (10 * Day))).Set("developer", 7)));
        var fault = master.TryIssue(draft).Fault!;
        Assert.Equal(FaultCode.OverBudget, fault.Code);
        Assert.Contains("developer 16, execution 0, generic 0 from 2027-01-24T08:00:00Z; 'Acme' has developer 10, execution 20, generic 5", fault.Message, StringComparison.Ordinal);
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
        var id = master.Issue(Draft("A", 10, 0, 5, d => (d.Duration, d.Grace) = ("P10D", TimeSpan.FromDays(1))));
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
    public void The_largest_of_two_versions_is_taken_kind_by_kind()
    {
        var master = _world.Master();
        var id = master.Issue(Draft("A", 5, 1, 0));
        master.Change(id, Draft("A", 1, 5, 0));
        Assert.Equal(Seats(5, 5, 0), master.Ledger.Children.At(_world.Seconds));
    }

    [Fact]
    public void A_version_that_the_one_before_serves_takes_no_room_of_its_own()
    {
        var master = _world.Master();
        var id = master.Issue(Draft("A", 10, 20, 5));
        master.Change(id, Draft("A", 12, 0, 3));
        Assert.Equal(Seats(10, 20, 5), master.Ledger.Children.At(_world.Seconds));
        master.Change(id, Draft("A", 10, 20, 5));
    }

    [Fact]
    public void What_a_holder_reports_leaves_the_sums_as_they_are()
    {
        var master = _world.Master();
        var child = _world.ChildOf(master);
        var sum = master.Ledger.Children;
        child.PingTo(master);
        Assert.Same(sum, master.Ledger.Children);
    }

    [Fact]
    public void Nothing_is_issued_under_a_license_that_is_not_good()
    {
        var rights = new IssuerRights(_world.Master().Chain, StandingReport.NoneHeld);
        Assert.Equal(FaultCode.MayNotIssue, rights.MayIssue()!.Code);
    }
}
