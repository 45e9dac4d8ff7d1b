using LicenseKit.Issuing;
using Xunit;

namespace LicenseKit.Tests.Issuing;

public class DraftComplaintTests
{
    [Theory]
    [InlineData("", "not JSON: line 1")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("""{"client":"A","client":"B","seats":{}}""", "has the member 'client' twice")]
    [InlineData("""{"client":"A"}""", "'seats' is missing")]
    [InlineData("""{"client":1,"seats":{}}""", "'client' is not a text")]
    [InlineData("""{"client":"A","seats":{},"colour":"red"}""", "member 'colour'")]
    [InlineData("""{"client":"A","seats":[]}""", "'seats' is not a JSON object")]
    [InlineData("""{"client":"A","seats":{"developer":-1}}""", "'seats.developer' is not a whole number")]
    [InlineData("""{"client":"A","seats":{"developer":1.5}}""", "'seats.developer' is not a whole number")]
    [InlineData("""{"client":"A","seats":{"developer":1000000001}}""", "'seats.developer' is not a whole number")]
    [InlineData("""{"client":"A","seats":{"developer":"5"}}""", "'seats.developer' is not a whole number")]
    [InlineData("""{"seats":{}}""", "'client' is missing")]
    [InlineData("""{"client":null,"seats":{}}""", "'client' is null")]
    [InlineData("null", "is not a JSON object")]
    [InlineData("""{"client":"A","seats":{"developer":1,"developer":2}}""", "has the member 'seats.developer' twice")]
    [InlineData("""{"client":"A","seats":{},"contact":3}""", "'contact' is not a JSON object")]
    [InlineData("""{"client":"A","seats":{},"duration":"P1Y","expires":"2027-01-01T00:00:00Z"}""", "has both 'duration' and 'expires'")]
    [InlineData("""{"client":"A","seats":{},"suppressPings":"yes"}""", "'suppressPings' is not true or false")]
    [InlineData("""{"client":"A","seats":{},"oem":8}""", "'oem' is not true, false or 0 to 7")]
    [InlineData("""{"client":"A","seats":{},"grace":"P1Y"}""", "'grace' is not an ISO 8601 duration")]
    [InlineData("""{"client":"A","seats":{},"grace":10}""", "'grace' is not an ISO 8601 duration")]
    [InlineData("""{"client":"A","seats":{},"starts":"2026-12-20T00:00:00"}""", "'starts' is not an ISO 8601 instant with offset")]
    [InlineData("""{"client":"A","seats":{},"starts":"1969-12-31T23:59:59Z"}""", "'starts' is not an ISO 8601 instant")]
    [InlineData("""{"client":"A","seats":{},"expires":true}""", "'expires' is not an ISO 8601 instant")]
    [InlineData("""{"client":"A","seats":{},"contact":{"often":"PT1H"}}""", "member 'contact.often'")]
    [InlineData("""{"client":"A","seats":{},"overage":"never"}""", "'overage' is not \"finish\"")]
    [InlineData("""{"client":"A","seats":{},"overage":{"deadline":"P1M"}}""", "'overage' is not \"finish\"")]
    [InlineData("""{"client":"A","seats":{},"overage":{"deadline":"PT1M","x":1}}""", "'overage' is not \"finish\"")]
    [InlineData("""{"client":"A","seats":{},"ext":{"a":1}}""", "'ext.a' is not a text")]
    [InlineData("""{"client":"A","seats":{},"features":{"a b":{"limit":"x"}}}""", "'features.a b.limit' is not a whole number")]
    [InlineData("""{"client":"A","seats":{},"features":{"a":{"limit":-1}}}""", "'features.a.limit' is not a whole number")]
    [InlineData("""{"client":"A","seats":{},"features":{"a":{"x":1}}}""", "member 'features.a.x'")]
    [InlineData("""{"client":"A","seats":{},"stages":{}}""", "'stages' is not a list")]
    [InlineData("""{"client":"A","seats":{},"stages":[{"to":"2027-01-01T00:00:00Z"}]}""", "'stages[0].from' is missing")]
    [InlineData("""{"client":"A","seats":{},"stages":[{"from":"2027-01-01T00:00:00Z","end":"2027-01-01T00:00:00Z"}]}""", "member 'stages[0].end'")]
    [InlineData("""{"client":"A","seats":{},"stages":[{"from":"2027-01-01T00:00:00Z","to":"2027-01-02T00:00:00Z","seats":{"developer":"+x"}}]}""", "'stages[0].seats.developer' is '+x'")]
    [InlineData("""{"client":"A","seats":{},"stages":[{"from":"2027-01-01T00:00:00Z","to":"2027-01-02T00:00:00Z","seats":{"developer":"-9223372036854775808"}}]}""", "a difference: a sign and digits")]
    [InlineData("""{"client":"A","seats":{},"stages":[{"from":"2027-01-01T00:00:00Z","to":"2027-01-02T00:00:00Z","seats":{"developer":null}}]}""", "leave out what does not change")]
    [InlineData("""{"client":"\ud800","seats":{}}""", "unpaired surrogate")]
    public void A_complaint_names_the_member_and_what_is_wrong(string json, string complaint)
    {
        var fault = DraftReader.ReadServerLicense(json).Fault!;
        Assert.Equal(FaultCode.BadDraft, fault.Code);
        Assert.Contains(complaint, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"client":"A","seats":{},"allocation":"mine"}""", "'allocation' is 'mine'")]
    [InlineData("""{"client":"A","seats":{},"oem":1}""", "member 'oem'")]
    public void So_does_one_about_a_session_license(string json, string complaint) =>
        Assert.Contains(complaint, DraftReader.ReadSessionLicense(json).Fault!.Message, StringComparison.Ordinal);
}
