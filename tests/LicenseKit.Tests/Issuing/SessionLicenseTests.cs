using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

public class SessionLicenseTests
{
    private readonly TestWorld _world = new();
    private readonly VirtualServer _master;

    public SessionLicenseTests() => _master = _world.Master();

    [Fact]
    public void A_shared_license_is_a_cap_and_may_be_larger_than_what_there_is()
    {
        var id = _master.Issue(SessionDraft(100, 100));
        Assert.True(_master.Ledger.Sessions[id].Reserved.At(_world.Seconds).IsNone);
    }

    [Fact]
    public void A_reserved_one_is_part_of_the_sum()
    {
        _master.Issue(Draft("A", 9, 0, 0));
        Assert.Equal(FaultCode.OverBudget, Try(SessionDraft(7, 0, reserved: true)).Fault!.Code);
        _master.Issue(SessionDraft(6, 0, reserved: true));
    }

    [Fact]
    public void Its_defaults_come_from_the_server()
    {
        var license = _master.SessionLicense(_master.Issue(SessionDraft()));
        Assert.Equal((Start, Start + (365 * Day), 600L, Url, 1L), (license.Claims.NotBefore, license.Claims.Expires, license.MaxLease, license.ServerUrl, license.Serial));
    }

    [Fact]
    public void Its_length_counts_from_the_later_of_start_and_signing()
    {
        Reissue(_master, c => c with { MaxDuration = 10 * Day });
        Assert.Null(Try(SessionDraft(change: d => (d.Duration, d.Starts) = ("P10D", UnixTime.ToInstant(Start + Day)))).Fault);
        Assert.Equal(FaultCode.NotWithinParent, Try(SessionDraft(change: d => d.Duration = "P10DT1S")).Fault!.Code);
        Assert.Equal(Start + (10 * Day), Try(SessionDraft()).Value!.Session!.Claims.Expires);
    }

    [Fact]
    public void Borrowing_is_not_served_yet() =>
        Assert.Equal(FaultCode.NotSupported, Try(SessionDraft(change: d => d.MaxBorrow = TimeSpan.FromDays(1))).Fault!.Code);

    [Fact]
    public void A_feature_that_the_server_has_not_is_not_given() =>
        Assert.Equal(FaultCode.NotWithinParent, Try(SessionDraft(change: d => d.Features["other"] = new Feature(null, null))).Fault!.Code);

    [Fact]
    public void A_revoked_one_is_not_live_and_keeps_nothing()
    {
        var id = _master.Issue(SessionDraft(6, 0, reserved: true));
        _master.RevokeSession(id);
        Assert.Equal(0, _master.Ledger.LiveCount(_world.Seconds));
        Assert.True(_master.Ledger.Sessions[id].Reserved.At(_world.Seconds).IsNone);
    }

    [Fact]
    public void An_unknown_one_cannot_be_revoked() =>
        Assert.Equal(FaultCode.UnknownGrant, _master.Ask(new Request.RevokeSession("x", null, "op")).Fault!.Code);

    private Outcome<GrantReply> Try(SessionLicenseDraft draft) => _master.TryIssue(draft);
}
