using System.Text;
using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Tests.Licenses;

public sealed class SessionLicenseTests
{
    private static readonly Link Server = Some.Child();

    [Fact]
    public void A_session_license_below_its_server_is_read()
    {
        var license = Verify(c => c).SessionLicense!;
        Assert.Equal(("S1", "Team", "L1", "https://licenses.example", 1L), (license.Id, license.Client, license.Issuer, license.ServerUrl, license.Serial));
        Assert.Equal((Allocation.Reserved, Some.Seats(2, 1), 600L), (license.Allocation, license.Seats, license.MaxLease));
    }

    [Theory]
    [InlineData(SeatFor.Process, "")]
    [InlineData(SeatFor.Host, "'seatFor':'host',")]
    [InlineData(SeatFor.User, "'seatFor':'user',")]
    public void What_a_seat_serves_is_signed_unless_it_is_a_process(SeatFor seatFor, string member)
    {
        var json = new CanonicalWriter();
        SessionLicense.Write(Claims() with { SeatFor = seatFor }, json);
        Assert.Contains(",'maxLease':600," + member + "'seats':", Encoding.UTF8.GetString(json.Written).Replace('"', '\''), StringComparison.Ordinal);
        Assert.Equal(seatFor, Verify(c => c with { SeatFor = seatFor }).SessionLicense!.SeatFor);
    }

    [Theory]
    [InlineData("process")]
    [InlineData("Host")]
    [InlineData("")]
    public void A_session_license_says_host_or_user_or_nothing(string word)
    {
        var json = new CanonicalWriter();
        SessionLicense.Write(Claims() with { SeatFor = SeatFor.Host }, json);
        var payload = Encoding.UTF8.GetString(json.Written).Replace("\"host\"", $"\"{word}\"", StringComparison.Ordinal);
        Assert.Equal(FaultCode.OutOfRange, SessionLicense.ReadClaims(Encoding.UTF8.GetBytes(payload)).Fault?.Code);
    }

    [Fact]
    public void A_session_license_has_an_id_of_its_own() => Assert.Equal(FaultCode.NotUnique, Verify(c => c with { Id = "L0" }).Fault?.Code);

    [Fact]
    public void A_session_license_does_not_show_its_document() => Assert.Equal("Team (session license, serial 1, S1)", Verify(c => c).SessionLicense!.ToString());

    [Fact]
    public void A_session_license_names_the_server_that_signed_it()
    {
        Assert.Equal(FaultCode.WrongIssuer, Verify(c => c with { Issuer = "L0" }).Fault?.Code);
        Assert.Equal(FaultCode.WrongProduct, Verify(c => c with { Product = "acme.other" }).Fault?.Code);
    }

    [Fact]
    public void A_session_license_of_another_key_is_refused() =>
        Assert.Equal(FaultCode.WrongHeader, Some.Verify(Some.Bundle([.. Server.Documents, SessionLicense.Sign(Claims(), Some.Key(9))])).Fault?.Code);

    [Fact]
    public void A_session_license_stands_last_and_below_a_server()
    {
        var session = SessionLicense.Sign(Claims(), Server.Holder);
        Assert.Equal(FaultCode.WrongHeader, Some.Verify(Some.Bundle([.. Server.Documents, session, session])).Fault?.Code);
        Assert.Equal(FaultCode.UntrustedRoot, Some.Verify(Some.Bundle(SessionLicense.Sign(Claims(), Some.Root))).Fault?.Code);
    }

    [Fact]
    public void What_a_session_license_may_not_say_is_refused()
    {
        Assert.Equal(FaultCode.BadUrl, Verify(c => c with { ServerUrl = "http://licenses.example" }).Fault?.Code);
        Assert.Equal(FaultCode.BadText, Verify(c => c with { Client = "a\ufffe" }).Fault?.Code);
        Assert.Equal(FaultCode.BadPeriod, Verify(c => c with { Expires = c.NotBefore }).Fault?.Code);
        Assert.Equal(FaultCode.OutOfRange, Verify(c => c with { MaxLease = 0 }).Fault?.Code);
        Assert.Equal(FaultCode.OutOfRange, Verify(c => c with { Serial = 0 }).Fault?.Code);
        Assert.Equal(FaultCode.BadStages, Verify(c => c with { Stages = [Some.Stage(5, 5, Some.Seats())] }).Fault?.Code);
    }

    [Fact]
    public void A_session_license_is_within_its_server()
    {
        Assert.Null(Within.Check(Claims(), Server.License));
        Assert.Null(Within.Check(Claims() with { Seats = Some.Seats(100), Allocation = Allocation.Shared }, Server.License));
        Assert.All<SessionLicenseClaims>(
            [
                Claims() with { Seats = Some.Seats(9) },
                Claims() with { Expires = Server.Claims.Expires + 1 },
                Claims() with { NotBefore = Server.Claims.NotBefore - 1 },
                Claims() with { Features = new Dictionary<string, Feature> { ["other"] = new(null, null) } },
            ],
            claims => Assert.Equal(FaultCode.NotWithinParent, Within.Check(claims, Server.License)?.Code));
    }

    private static Verdict Verify(Func<SessionLicenseClaims, SessionLicenseClaims> change) =>
        Some.Verify(Some.Bundle([.. Server.Documents, SessionLicense.Sign(change(Claims()), Server.Holder)]));

    internal static SessionLicenseClaims Claims() => new()
    {
        Product = Some.Product,
        Id = "S1",
        Issuer = "L1",
        IssuedAt = Some.Now,
        NotBefore = Some.Now,
        Expires = Some.Now + (90 * Some.Day),
        Client = "Team",
        ServerUrl = "https://licenses.example",
        Serial = 1,
        Allocation = Allocation.Reserved,
        Seats = Some.Seats(2, 1),
        MaxLease = 600,
    };
}
