using LicenseKit.Issuing;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

public sealed class LedgerTests
{
    [Fact]
    public void A_ledger_that_was_loaded_has_the_same_sums()
    {
        var server = new TestWorld().Master(c => c with { Seats = Seats(5, 5, 5) });
        server.Issue(Draft("A", 1, 0, 0));
        server.Issue(SessionDraft(2, 0, reserved: true));
        var loaded = Ledger.Of([.. server.Ledger.Servers.Values], [.. server.Ledger.Sessions.Values]);
        Assert.Equal((3, 2, 2), (loaded.Granted.At(Start)["developer"], loaded.Reserved.At(Start)["developer"], loaded.LiveCount(Start)));
        Assert.Equal(server.Ledger.Granted.At(Start), loaded.Granted.At(Start));
    }

    [Fact]
    public void A_session_license_that_is_revoked_keeps_no_seats()
    {
        var server = new TestWorld().Master(c => c with { Seats = Seats(5, 5, 5) });
        var reserved = server.Issue(SessionDraft(2, 0, reserved: true));
        Assert.Equal(2, server.Ledger.Reserved.At(Start)["developer"]);
        server.RevokeSession(reserved);
        Assert.True(server.Ledger.Reserved.At(Start).IsNone && server.Ledger.Granted.IsEmpty);
    }

    [Fact]
    public void What_a_holder_reports_changes_no_sum()
    {
        var server = new TestWorld().Master(c => c with { Seats = Seats(5, 5, 5) });
        var id = server.Issue(Draft("A", 1, 0, 0));
        var sum = server.Ledger.Granted;
        Assert.Same(sum, server.Ledger.With(server.Ledger.Servers[id] with { Held = 1 }).Granted);
    }
}
