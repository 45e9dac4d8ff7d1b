using LicenseKit.Issuing;
using LicenseKit.Licenses;
using Xunit;

namespace LicenseKit.Tests.Issuing;

public class IsoDurationTests
{
    [Theory]
    [InlineData("PT0S", 0)]
    [InlineData("PT10M", 600)]
    [InlineData("P90D", 7_776_000)]
    [InlineData("P1W", 604_800)]
    [InlineData("P1DT1H1M1S", 90_061)]
    public void A_duration_has_its_seconds(string text, long seconds) => Assert.Equal(seconds, IsoDuration.Seconds(text));

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("-PT1S")]
    [InlineData("PT1.5S")]
    [InlineData("pt1s")]
    [InlineData("PT1S\n")]
    [InlineData("PT1M1H")]
    [InlineData("PT٣S")]
    public void Anything_else_has_none(string text) => Assert.Null(IsoDuration.Seconds(text));

    [Theory]
    [InlineData("2027-01-31T00:00:00Z", "P1M", "2027-02-28T00:00:00Z")]
    [InlineData("2028-02-29T00:00:00Z", "P1Y", "2029-02-28T00:00:00Z")]
    [InlineData("2027-01-15T08:00:00Z", "P1Y2M3DT4H", "2028-03-18T12:00:00Z")]
    [InlineData("2027-01-15T08:00:00Z", "P9999Y", "9999-12-31T23:59:59Z")]
    public void A_period_ends_by_the_calendar(string start, string text, string end) =>
        Assert.Equal(DateTimeOffset.Parse(end, null), IsoDuration.EndOf(DateTimeOffset.Parse(start, null), text));

    [Fact]
    public void No_period_ends_never() => Assert.Null(IsoDuration.EndOf(UnixTime.ToInstant(0), "soon"));

    [Fact]
    public void A_written_duration_is_read_back() =>
        CsCheck.Check.Sample(CsCheck.Gen.Long[0, 999_999_999], s => Assert.Equal(s, IsoDuration.Seconds(IsoDuration.Text(TimeSpan.FromSeconds(s)))));
}
