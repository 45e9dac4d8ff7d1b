using System.Globalization;

namespace LicenseKit.Hosting;

/// <summary>The <c>next</c> of a page whose items have rising numbers: the number of its last item.</summary>
internal static class NumberCursor
{
    /// <summary>Reads what a caller gives as <c>after</c>; null for the first page.</summary>
    /// <param name="after">The text.</param>
    /// <param name="what">What the pages are of.</param>
    /// <param name="number">The number of the last item that was seen; null for the first page.</param>
    public static LicenseFault? Read(string? after, string what, out long? number)
    {
        number = null;
        if (after is null)
        {
            return null;
        }

        if (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return NotANext(what);
        }

        number = value;
        return null;
    }

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static LicenseFault NotANext(string what) =>
        new(FaultCode.MalformedRequest, $"'after' is not the 'next' of a page of {what}.",
            "Give the 'next' of the page before, or nothing for the first page.");
}
