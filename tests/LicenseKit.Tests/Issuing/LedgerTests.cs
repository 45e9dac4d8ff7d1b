using LicenseKit.Issuing;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

public sealed class LedgerTests
{
    [Fact]
    public void What_a_ledger_adds_up_is_forgotten_with_the_grants_from_which_it_was()
    {
        var server = new TestWorld().Master(c => c with { Seats = Seats(5, 5, 5) });
        server.Issue(Draft("A", 1, 0, 0));
        server.Issue(SessionDraft(2, 0, reserved: true));
        Assert.True(Ledger.Empty.Children.At(Start).IsNone);
        Assert.Empty(Ledger.Empty.Reserved.ToArray());
        var loaded = Ledger.Empty with { Servers = server.Ledger.Servers, Sessions = server.Ledger.Sessions };
        Assert.Equal(1, loaded.Children.At(Start)["developer"]);
        Assert.Equal(2, Assert.Single(loaded.Reserved.ToArray()).Kept.At(Start)["developer"]);
    }

    [Fact]
    public void A_session_license_that_is_revoked_keeps_no_seats()
    {
        var server = new TestWorld().Master(c => c with { Seats = Seats(5, 5, 5) });
        var reserved = server.Issue(SessionDraft(2, 0, reserved: true));
        Assert.Equal(2, Assert.Single(server.Ledger.Reserved.ToArray()).Kept.At(Start)["developer"]);
        server.RevokeSession(reserved);
        Assert.True(Assert.Single(server.Ledger.Reserved.ToArray()).Kept.At(Start).IsNone);
    }

    [Fact]
    public void What_a_holder_reports_changes_no_sum()
    {
        var server = new TestWorld().Master(c => c with { Seats = Seats(5, 5, 5) });
        var id = server.Issue(Draft("A", 1, 0, 0));
        var sum = server.Ledger.Children;
        Assert.Same(sum, server.Ledger.WithReport(server.Ledger.Servers[id] with { Held = 1 }).Children);
    }
}
