using System.Globalization;
using LicenseKit.Signing;
using Xunit;

namespace LicenseKit.Tests.Architecture;

/// <summary>A run that asks for a culture or a time zone really has them, so that its success says something.</summary>
public sealed class SurroundingsTests
{
    private static readonly string? Culture = Environment.GetEnvironmentVariable("LICENSEKIT_EXPECT_CULTURE");
    private static readonly string? Offset = Environment.GetEnvironmentVariable("LICENSEKIT_EXPECT_UTC_OFFSET");

    [Fact]
    public void The_culture_is_the_one_that_the_run_asked_for() =>
        Assert.Equal(Culture ?? CultureInfo.CurrentCulture.Name, CultureInfo.CurrentCulture.Name);

    [Fact]
    public void A_Turkish_run_has_the_Turkish_letters() =>
        Assert.Equal(Culture == "tr-TR" ? "\u0131" : "I".ToLower(CultureInfo.CurrentCulture), "I".ToLower(CultureInfo.CurrentCulture));

    [Fact]
    public void A_run_without_ICU_has_none_and_every_other_run_has_it() =>
        Assert.Equal(Environment.GetEnvironmentVariable("LICENSEKIT_EXPECT_INVARIANT") != "1", NormalForm.IsKnown);

    [Fact]
    public void The_time_zone_is_the_one_that_the_run_asked_for() =>
        Assert.Equal(Offset ?? TimeZoneInfo.Local.BaseUtcOffset.ToString("c"), TimeZoneInfo.Local.BaseUtcOffset.ToString("c"));
}
