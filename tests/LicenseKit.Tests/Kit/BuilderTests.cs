using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Tests.Kit;

/// <summary>What a harness builds is good unless it says that it need not be.</summary>
public sealed class BuilderTests
{
    [Fact]
    public void A_file_that_would_be_refused_is_not_written_by_accident()
    {
        var bad = Some.Master().Issues(c => c.Oem = 7);
        Assert.Contains("LK3007", Assert.Throws<InvalidOperationException>(bad.Bundle).Message, StringComparison.Ordinal);
        LicenseAssert.Refused(FaultCode.NotOem, bad.Unchecked().Bundle());
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(int.MaxValue)]
    public void A_chain_has_one_to_eight_links(int links)
    {
        Assert.Equal("links", Assert.Throws<ArgumentOutOfRangeException>(() => Some.Chain(links)).ParamName);
        LicenseAssert.Accepted(Some.Chain(1).Bundle());
        LicenseAssert.Accepted(Some.Chain(8).Bundle());
    }

    [Fact]
    public void What_is_missing_is_named_where_it_is_given()
    {
        var (link, session) = (Some.Master(), Some.Master().Gives());
        (string Name, Action Build)[] all =
        [
            ("seats", () => Some.Stage(Some.Start, Some.Start.AddDays(1), null!)), ("name", () => Some.Stage(Some.Start, Some.Start.AddDays(1), Some.Seats(), null!)),
            ("otherVersion", () => link.Below(null!)), ("payload", () => link.Saying((string)null!)), ("header", () => link.Headed(null!)), ("key", () => link.SignedBy(null!)), ("document", () => link.Replaced(null!)),
            ("payload", () => session.Saying(null!)), ("header", () => session.Headed(null!)), ("key", () => session.SignedBy(null!)), ("document", () => session.Replaced(null!)),
            ("Product", () => link.Issues(c => c.Product = null!)), ("Id", () => link.Issues(c => c.Id = null!)), ("Issuer", () => link.Issues(c => c.Issuer = null!)), ("Client", () => link.Issues(c => c.Client = null!)), ("Overage", () => link.Next(c => c.Overage = null!)),
            ("Product", () => link.Gives(c => c.Product = null!)), ("Id", () => link.Gives(c => c.Id = null!)), ("Issuer", () => link.Gives(c => c.Issuer = null!)), ("Client", () => link.Gives(c => c.Client = null!)), ("ServerUrl", () => link.Gives(c => c.ServerUrl = null!)),
            ("kind", () => LicenseAssert.Allows(5, null!, link.Bundle())),
        ];
        foreach (var (name, build) in all)
        {
            Assert.Equal(name, Assert.Throws<ArgumentNullException>(build).ParamName);
        }

        Assert.Equal("seats", Assert.Throws<ArgumentOutOfRangeException>(() => LicenseAssert.Allows(-1, "developer", link.Bundle())).ParamName);
    }

    [Fact]
    public void What_is_made_from_an_unchecked_link_is_unchecked() =>
        LicenseAssert.Refused(FaultCode.NotOem, Some.Master().Issues(c => c.Oem = 7).Unchecked().Issues().Next().Bundle());

    [Fact]
    public void A_code_bound_link_that_issues_brings_its_key()
    {
        var oem = Some.Master().Issues(c => c.BindByCode());
        Assert.Equal(Standing.Good, LicenseAssert.Accepted(oem.Issues().Bundle()).Standing.Standing);
        LicenseAssert.Accepted(oem.BundleWithKey(), holder: oem.Holder.PublicKey);
        LicenseAssert.Accepted(oem.Gives().Bundle());
    }

    [Fact]
    public void A_license_may_be_anyones_and_nobodys()
    {
        LicenseAssert.Accepted(Some.Master().Issues(holder: Some.Key(77)).Bundle(), holder: Some.Key(77).PublicKey);
        LicenseAssert.Accepted(Some.Master().Issues(c => c.Binding = null).Bundle(), Standing.NotActivated);
        LicenseAssert.Accepted(Some.Master().Issues(c => c.State = LicenseState.Suspended).Bundle(), Standing.Suspended);
    }

    [Fact]
    public void Documents_are_made_to_say_anything_under_any_header_and_key()
    {
        var child = Some.Chain(2);
        LicenseAssert.Refused(FaultCode.UnsupportedVersion, child.Saying(child.Payload.Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal)).Bundle());
        LicenseAssert.Refused(FaultCode.WrongHeader, child.Headed("{}").Bundle());
        LicenseAssert.Refused(FaultCode.WrongHeader, child.SignedBy(Some.Key(9)).Bundle());
        LicenseAssert.Refused(FaultCode.NotCompactJws, child.Replaced("x").Bundle());
        LicenseAssert.Refused(FaultCode.ParentOlder, child.Next().Issues().Below(child).Unchecked().Bundle());
        LicenseAssert.Refused(FaultCode.WrongIssuer, child.Gives(c => c.Issuer = "L0").Unchecked().Bundle());
        LicenseAssert.Refused(FaultCode.UnknownMember, child.Gives().Saying("{\"a\":1}").Bundle());
        LicenseAssert.Refused(FaultCode.WrongHeader, child.Gives().SignedBy(Some.Key(9)).Bundle());
        Assert.Throws<InvalidOperationException>(child.Gives(c => c.Issuer = "L0").Bundle);
    }

    [Fact]
    public void Everything_that_content_has_reaches_the_license()
    {
        var license = LicenseAssert.Accepted(Some.Master(c =>
        {
            (c.Client, c.Serial, c.Oem, c.Generic, c.MaxLease, c.MaxLicenses, c.MaxOffline, c.MaxDuration) = ("Initech", 9, 2, 4, 60, 7, 50, 80);
            (c.Grace, c.Overage, c.NotBefore, c.Expires) = (TimeSpan.FromHours(1), Overage.End, Some.Start.AddDays(1), Some.Start.AddDays(2));
            c.Features["voice"] = new Feature(null, 3);
            c.Extensions["site"] = "Hall 3";
            c.Stages.Clear();
            c.Stages.Add(Some.Stage(Some.Start.AddDays(1), Some.Start.AddDays(2), Some.Seats(1, 2, 3)));
        }).Bundle()).License!;
        Assert.Equal(("Initech", 9L, 2, 60L, 7L, 50L, 80L), (license.Client, license.Serial, license.Oem, license.MaxLease, license.MaxLicenses, license.MaxOffline, license.MaxDuration));
        Assert.Equal((TimeSpan.FromHours(1), Overage.End, Some.Start.AddDays(1), Some.Start.AddDays(2)), (license.Grace, license.Overage, license.NotBefore, license.Expires));
        Assert.Equal((3L, "Hall 3", Some.Seats(1, 2, 3), 4L), (license.Features["voice"].Limit, license.Extensions["site"], Assert.Single(license.Stages).Seats, license.Seats.Generic));
    }
}
