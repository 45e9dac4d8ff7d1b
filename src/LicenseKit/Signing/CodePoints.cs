using System.Globalization;

namespace LicenseKit.Signing;

/// <summary>A closed set of Unicode code points: the same on every host, whatever version of Unicode it knows.</summary>
internal sealed class CodePoints
{
    private readonly int[] _first;
    private readonly int[] _last;

    /// <param name="ranges">Code points and ranges in hexadecimal, rising: <c>340-341 374</c>.</param>
    public CodePoints(string ranges)
    {
        var parts = Array.ConvertAll(ranges.Split(' ', StringSplitOptions.RemoveEmptyEntries), range => Array.ConvertAll(range.Split('-'), c => int.Parse(c, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
        _first = Array.ConvertAll(parts, part => part[0]);
        _last = Array.ConvertAll(parts, part => part[^1]);
    }

    public bool Contains(int codePoint)
    {
        var found = Array.BinarySearch(_first, codePoint);
        var range = found < 0 ? ~found - 1 : found;
        return range >= 0 && codePoint <= _last[range];
    }
}
