using LicenseKit.Protocol;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Stages;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

public class LicenseFactoryTests
{
    private readonly TestWorld _world = new();
    private readonly VirtualServer _master;

    public LicenseFactoryTests() => _master = _world.Master();

    [Fact]
    public void What_a_draft_leaves_out_comes_from_the_issuer()
    {
        var license = Made(Draft()).Claims;
        Assert.Equal((Start, Start, Start + (365 * Day)), (license.IssuedAt, license.NotBefore, license.Expires));
        Assert.Equal(new Contact(3600, 14 * Day), license.Contact);
        Assert.Equal((365 * Day, Day, 10L, 0L, 0), (license.MaxDuration, license.MaxLease, license.MaxLicenses, license.MaxOffline, license.Oem));
        Assert.Equal((Url, 1L, 0L, Overage.Finish), (license.ParentUrl, license.Serial, license.Grace, license.Overage));
    }

    [Fact]
    public void An_OEM_gets_the_levels_and_the_silence_of_its_issuer()
    {
        var license = Made(Draft(change: d => d.Oem = ServerLicenseDraft.AsManyLevelsAsAllowed)).Claims;
        Assert.Equal((6, 30 * Day), (license.Oem, license.MaxOffline));
    }

    [Fact]
    public void Silence_and_pace_follow_a_short_maxOffline()
    {
        Reissue(_master, c => c with { MaxOffline = 100 });
        Assert.Equal(new Contact(50, 100), Made(Draft()).Contact);
    }

    [Fact]
    public void An_offline_license_that_lasts_as_its_issuer_ends_where_maxOffline_does()
    {
        var code = LicenseCode.Of(Key(77).PublicKey, Product).ToString();
        var license = Made(Draft(change: d => (d.SuppressPings, d.LicenseCode, d.Grace) = (true, code, TimeSpan.FromDays(2)))).Claims;
        Assert.Equal(Start + (30 * Day), license.End);
        Assert.Null(license.Contact);
    }

    [Fact]
    public void A_request_file_binds_to_its_key()
    {
        var request = ActivationRequest.Sign(Key(77), Product, Start, "nonce-of-one-request-A").ToFile();
        Assert.True(Made(Draft(change: d => d.Request = request)).Binding!.Admits(Key(77).PublicKey));
    }

    [Fact]
    public void A_request_for_another_product_is_refused()
    {
        var request = ActivationRequest.Sign(Key(77), "other", Start, "nonce-of-one-request-A").ToFile();
        Assert.Equal(FaultCode.WrongProduct, _master.TryIssue(Draft(change: d => d.Request = request)).Fault!.Code);
    }

    [Fact]
    public void A_start_before_the_issuers_is_moved_to_it() =>
        Assert.Equal(Start, Made(Draft(change: d => d.Starts = UnixTime.ToInstant(Start - Day))).Claims.NotBefore);

    public static TheoryData<FaultCode, string, Action<ServerLicenseDraft>> Wrongs => new()
    {
        { FaultCode.DraftValue, "client", d => d.Client = "" },
        { FaultCode.DraftValue, "client", d => d.Client = "a\u202eb" },
        { FaultCode.DraftValue, "duration", d => d.Duration = null },
        { FaultCode.DraftValue, "duration", d => d.Duration = "a year" },
        { FaultCode.DraftValue, "duration", d => d.Duration = "P0D" },
        { FaultCode.DraftValue, "parentUrl", d => d.ParentUrl = "http://licenses.example" },
        { FaultCode.DraftValue, "contact", d => d.Contact.Every = TimeSpan.Zero },
        { FaultCode.DraftValue, "contact", d => d.Contact.Every = TimeSpan.FromDays(31) },
        { FaultCode.DraftValue, "contact", d => (d.Contact.Every, d.Contact.Silence) = (TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(199)) },
        { FaultCode.DraftValue, "licenseCode", d => (d.LicenseCode, d.Request) = ("a", "b") },
        { FaultCode.BadLicenseCode, "", d => d.LicenseCode = "1N4NA" },
        { FaultCode.BadRequestFile, "", d => d.Request = "{}" },
        { FaultCode.NotPreactivated, "", d => d.SuppressPings = true },
        { FaultCode.DraftValue, "starts", d => (d.WhenFree, d.Starts) = (true, DateTimeOffset.UnixEpoch) },
        { FaultCode.DraftValue, "oem", d => d.Oem = 8 },
        { FaultCode.DraftValue, "maxLicenses", d => d.MaxLicenses = -1 },
        { FaultCode.DraftValue, "maxLease", d => d.MaxLease = TimeSpan.FromSeconds(1_000_000_000) },
        { FaultCode.DraftValue, "maxDuration", d => d.MaxDuration = TimeSpan.FromSeconds(1_000_000_000) },
        { FaultCode.DraftValue, "maxOffline", d => d.MaxOffline = TimeSpan.FromSeconds(2_000_000_000) },
        { FaultCode.DraftValue, "seats", d => d.Seats["Bad"] = 1 },
        { FaultCode.DraftValue, "seats", d => d.Seats["developer"] = -1 },
        { FaultCode.DraftValue, "seats", d => d.Generic = 1_000_000_000 },
        { FaultCode.DraftValue, "features", d => d.Features["a b"] = new Feature(null, null) },
        { FaultCode.NotWithinParent, "", d => d.Features["other"] = new Feature(null, null) },
        { FaultCode.NotWithinParent, "", d => d.Generic = 100 },
        { FaultCode.NotWithinParent, "", d => d.Duration = "P2Y" },
        { FaultCode.NotWithinParent, "", d => d.Grace = TimeSpan.FromDays(11) },
        { FaultCode.NotWithinParent, "", d => d.MaxLicenses = 11 },
        { FaultCode.NotWithinParent, "", d => d.Contact.Silence = TimeSpan.FromDays(31) },
        { FaultCode.NotOem, "", d => d.Oem = 7 },
    };

    [Fact]
    public void A_stage_without_an_end_lasts_as_long_as_the_license_also_after_it_was_extended()
    {
        var draft = Draft(developer: 5, change: d => d.Stages.Add(StageDraft.Starting(UnixTime.ToInstant(Start + Day), "From then on").Raise("developer", 2)));
        draft.Duration = "P30D";
        var id = _master.Issue(draft);
        draft.Expires = UnixTime.ToInstant(_master.License(id).Claims.Expires + Day);
        var before = _master.License(id);
        _master.Change(id, draft);
        var after = _master.License(id);

        Assert.Equal((5, 7, 7), (SeatsAt(before, Start + Day - 1), SeatsAt(before, Start + Day), SeatsAt(before, before.Claims.Expires - 1)));
        Assert.Equal((7, 0), (SeatsAt(after, before.Claims.Expires), SeatsAt(after, after.Claims.End)));
    }

    [Fact]
    public void A_feature_that_the_issuer_lacks_says_how_the_issuer_gets_it()
    {
        var fault = _master.TryIssue(Draft(change: d => d.Features["export.pdf"] = new Feature())).Fault!;

        Assert.Equal((FaultCode.NotWithinParent, "export.pdf"), (fault.Code, fault.Value));
        Assert.Contains("has feature 'export.pdf'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("licensekit issue --root-key", fault.Remedy, StringComparison.Ordinal);
    }

    private static long SeatsAt(ServerLicense license, long at) => Timeline.Of(license).At(at)["developer"];

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void A_wrong_value_is_refused_by_name(FaultCode code, string member, Action<ServerLicenseDraft> change)
    {
        var fault = _master.TryIssue(Draft(change: change)).Fault!;
        Assert.Equal(code, fault.Code);
        Assert.True(member.Length == 0 || fault.Value == member, fault.ToString());
    }

    [Fact]
    public void A_Master_must_be_bound()
    {
        var made = LicenseFactory.Server(Draft(), IssuerTerms.OfRoot(Product, Root.PublicKey.Thumbprint), "m", null, Start);
        Assert.Equal(FaultCode.NotPreactivated, made.Fault!.Code);
    }

    private ServerLicense Made(ServerLicenseDraft draft) => _master.License(_master.Issue(draft));
}
