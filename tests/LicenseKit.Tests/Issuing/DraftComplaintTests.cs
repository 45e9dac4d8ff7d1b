using LicenseKit.Issuing;
using Xunit;

namespace LicenseKit.Tests.Issuing;

public class DraftComplaintTests
{
    [Theory]
    [InlineData("", "not JSON: line 1")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("""{"client":"A","client":"B","seats":{}}""", "not JSON")]
    [InlineData("""{"client":"A"}""", "'seats' is missing")]
    [InlineData("""{"client":1,"seats":{}}""", "'client' is not a text")]
    [InlineData("""{"seats":{},"colour":"red"}""", "member 'colour'")]
    [InlineData("""{"seats":[]}""", "'seats.' is not a JSON object")]
    [InlineData("""{"seats":{"developer":-1}}""", "'seats.developer' is not a whole number")]
    [InlineData("""{"seats":{"developer":1.5}}""", "'seats.developer' is not a whole number")]
    [InlineData("""{"seats":{"developer":1000000001}}""", "'seats.developer' is not a whole number")]
    [InlineData("""{"seats":{"developer":"5"}}""", "'seats.developer' is not a whole number")]
    [InlineData("""{"seats":{"Developer":1}}""", "'seats.Developer' is no seat kind")]
    [InlineData("""{"seats":{},"suppressPings":"yes"}""", "'suppressPings' is not true or false")]
    [InlineData("""{"seats":{},"oem":8}""", "'oem' is not true, false or 0 to 7")]
    [InlineData("""{"seats":{},"grace":"P1Y"}""", "'grace' is not an ISO 8601 duration")]
    [InlineData("""{"seats":{},"grace":10}""", "'grace' is not an ISO 8601 duration")]
    [InlineData("""{"seats":{},"starts":"2026-12-20T00:00:00"}""", "'starts' is not an ISO 8601 instant with offset")]
    [InlineData("""{"seats":{},"starts":"1969-12-31T23:59:59Z"}""", "'starts' is not an ISO 8601 instant")]
    [InlineData("""{"seats":{},"expires":true}""", "'expires' is not an ISO 8601 instant")]
    [InlineData("""{"seats":{},"contact":{"often":"PT1H"}}""", "member 'contact.often'")]
    [InlineData("""{"seats":{},"overage":"never"}""", "'overage' is not \"finish\"")]
    [InlineData("""{"seats":{},"overage":{"deadline":"P1M"}}""", "'overage' is not \"finish\"")]
    [InlineData("""{"seats":{},"overage":{"deadline":"PT1M","x":1}}""", "'overage' is not \"finish\"")]
    [InlineData("""{"seats":{},"ext":{"a":1}}""", "'ext.a' is not a text")]
    [InlineData("""{"seats":{},"features":{"a b":{}}}""", "'features.a b' is no feature name")]
    [InlineData("""{"seats":{},"features":{"a":{"limit":-1}}}""", "'features.a.limit' is not a whole number")]
    [InlineData("""{"seats":{},"features":{"a":{"x":1}}}""", "member 'features.a.x'")]
    [InlineData("""{"seats":{},"stages":{}}""", "'stages' is not a list")]
    [InlineData("""{"seats":{},"stages":[{"to":"2027-01-01T00:00:00Z"}]}""", "'stages[0].from' is missing")]
    [InlineData("""{"seats":{},"stages":[{"from":"2027-01-01T00:00:00Z"}]}""", "'stages[0].to' is missing")]
    [InlineData("""{"seats":{},"stages":[{"from":"2027-01-01T00:00:00Z","to":"2027-01-02T00:00:00Z","seats":{"developer":"+x"}}]}""", "'stages[0].seats.developer' is '+x'")]
    [InlineData("""{"seats":{},"stages":[{"from":"2027-01-01T00:00:00Z","to":"2027-01-02T00:00:00Z","seats":{"developer":"-9223372036854775808"}}]}""", "a relative count is a sign and digits")]
    [InlineData("""{"seats":{},"stages":[{"from":"2027-01-01T00:00:00Z","to":"2027-01-02T00:00:00Z","seats":{"developer":null}}]}""", "leave out what does not change")]
    [InlineData("""{"seats":{},"client":"\ud800"}""", "unpaired surrogate")]
    public void A_complaint_names_the_member_and_what_is_wrong(string json, string complaint)
    {
        var fault = DraftReader.ReadServerLicense(json).Fault!;
        Assert.Equal(FaultCode.BadDraft, fault.Code);
        Assert.Contains(complaint, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"seats":{},"allocation":"mine"}""", "'allocation' is 'mine'")]
    [InlineData("""{"seats":{},"oem":1}""", "member 'oem'")]
    public void So_does_one_about_a_session_license(string json, string complaint) =>
        Assert.Contains(complaint, DraftReader.ReadSessionLicense(json).Fault!.Message, StringComparison.Ordinal);

    [Fact]
    public void Seventeen_kinds_are_too_many() =>
        Assert.Contains("at most 16 kinds", DraftReader.ReadServerLicense($"{{\"seats\":{{{string.Join(',', Enumerable.Range(0, 17).Select(i => $"\"k{i}\":1"))}}}}}").Fault!.Message, StringComparison.Ordinal);
}
