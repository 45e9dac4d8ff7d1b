using LicenseKit.Signing;
using Xunit;

namespace LicenseKit.Tests.Signing;

/// <summary>How root keys and their periods are named.</summary>
public sealed class RootKeyEntryTests
{
    [Theory]
    [InlineData("a.pem", "a.pem", null, null)]
    [InlineData("a.pem,to=2026-01-01", "a.pem", null, "2026-01-01T00:00:00Z")]
    [InlineData("a.pem,from=2025-01-01T12:00:00+02:00", "a.pem", "2025-01-01T10:00:00Z", null)]
    [InlineData("a.pem, to=2026-01-01, from=2025-01-01", "a.pem", "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z")]
    [InlineData("a,b.pem,to=2026-01-01", "a,b.pem", null, "2026-01-01T00:00:00Z")]
    [InlineData("a,b.pem", "a,b.pem", null, null)]
    public void An_entry_is_a_file_and_a_period(string text, string file, string? from, string? to)
    {
        var entry = RootKeyEntry.Read(text).Value!;

        Assert.Equal((file, At(from), At(to)), (entry.File, entry.From, entry.To));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",to=2026-01-01")]
    [InlineData("a.pem,to=")]
    [InlineData("a.pem,to=tomorrow")]
    [InlineData("a.pem,to=2026-01-01T00:00:00")]
    [InlineData("a.pem,to=2026-01-01,to=2027-01-01")]
    [InlineData("a.pem,from=2026-01-01,to=2026-01-01")]
    public void A_period_that_is_none_is_refused(string text) => Assert.Equal(FaultCode.Configuration, RootKeyEntry.Read(text).Fault!.Code);

    [Theory]
    [InlineData("a.pem,b.pem")]
    [InlineData("a.pem;b.pem")]
    [InlineData(" a.pem ; b.pem ; ")]
    public void A_list_has_an_entry_for_each_file(string text) => Assert.Equal(["a.pem", "b.pem"], RootKeyEntry.ReadList(text).Value!.Select(e => e.File));

    [Fact]
    public void A_period_in_a_list_belongs_to_the_file_before_it()
    {
        var entries = RootKeyEntry.ReadList("a.pem,from=2025-01-01,to=2026-01-01;b.pem;from=2026-01-01").Value!;

        Assert.Equal([("a.pem", At("2025-01-01T00:00:00Z"), At("2026-01-01T00:00:00Z")), ("b.pem", At("2026-01-01T00:00:00Z"), null)], entries.Select(e => (e.File, e.From, e.To)));
    }

    [Theory]
    [InlineData("to=2026-01-01;a.pem")]
    [InlineData("a.pem;to=never")]
    public void A_list_with_a_wrong_entry_is_refused(string text) => Assert.Equal(FaultCode.Configuration, RootKeyEntry.ReadList(text).Fault!.Code);

    [Fact]
    public void What_is_no_public_key_is_not_pinned() => Assert.Equal(FaultCode.BadKey, RootKeyEntry.Read("a.pem").Value!.Pin("hello").Fault!.Code);

    private static DateTimeOffset? At(string? text) => text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
