using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Licenses;

/// <summary>A name that an issuer gives can be seen, and two that look alike for want of a character that nobody sees are one.</summary>
public sealed class DisplayNameTests
{
    [Theory]
    [InlineData("\u0646\u0627\u0645\u0647\u200c\u0627\u06cc")]
    [InlineData("\ud83d\udc69\u200d\ud83d\ude80 crew")]
    [InlineData("\u2764\ufe0f")]
    [InlineData("\u845b\udb40\udd00\u98fe")]
    [InlineData("\u0939\u093f\u0928\u094d\u0926\u0940")]
    [InlineData("a  b")]
    [InlineData("\u2800a")]
    public void A_name_may_have_joiners_selectors_marks_and_spaces_inside(string name) => Assert.Null(DisplayName.Objection(name));

    [Theory]
    [InlineData(" ", "has no visible character")]
    [InlineData("\u2800\u200d", "has no visible character")]
    [InlineData("\ufe0f", "has no visible character")]
    [InlineData(" a", "begins or ends with white space or a joiner")]
    [InlineData("a\u3000", "begins or ends with white space or a joiner")]
    [InlineData("a\u200d", "begins or ends with white space or a joiner")]
    [InlineData("", "has 0 characters; 1 to 256 may be")]
    public void A_name_is_seen_from_its_first_to_its_last_character(string name, string objection) => Assert.Equal(objection, DisplayName.Objection(name));

    [Theory]
    [InlineData("Acme GmbH", "ACME GMBH")]
    [InlineData("Acme GmbH", "acme\u00a0\u3000 gmbh")]
    [InlineData("Acme", "Ac\u200dme")]
    [InlineData("Acme", "A\u200cc\ufe0fm\udb40\udd00e")]
    [InlineData("\u00c9cole", "\u00e9cole")]
    public void Names_that_look_alike_are_the_same(string one, string other) => Assert.Equal(DisplayName.Fold(one), DisplayName.Fold(other));

    [Theory]
    [InlineData("Acme GmbH", "AcmeGmbH")]
    [InlineData("Acme", "Acm\u00e9")]
    public void Other_names_are_others(string one, string other) => Assert.NotEqual(DisplayName.Fold(one), DisplayName.Fold(other));

    /// <summary>Two spellings of one name are one where the platform can tell.</summary>
    [Fact]
    public void A_joiner_does_not_keep_a_mark_from_its_letter() => Assert.Equal(NormalForm.IsKnown, DisplayName.Fold("e\u200d\u0301") == "\u00c9");
}
