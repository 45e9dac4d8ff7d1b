using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace LicenseKit.Hosting.Parent;

/// <summary>The place of a license in a list: the next page begins after it, whatever was issued or changed meanwhile.</summary>
/// <remarks>In text it is base64url of the order, the id, and the client name or the instant.</remarks>
internal readonly record struct ListCursor(LicenseSort Sort, string Client, long Instant, string Id)
{
    private const char Separator = '\n';

    /// <summary>The order of places of one sort; the id decides between equals.</summary>
    public static IComparer<ListCursor> Order { get; } = Comparer<ListCursor>.Create((a, b) => a.CompareWith(b));

    public static ListCursor? Read(string text, LicenseSort sort)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator, 3);
        if (parts.Length != 3 || parts[0] != sort.ToString())
        {
            return null;
        }

        return sort == LicenseSort.Client ? new(sort, parts[2], 0, parts[1])
            : long.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var instant) ? new(sort, "", instant, parts[1])
            : null;
    }

    public bool IsAfter(ListCursor other) => CompareWith(other) > 0;

    public override string ToString()
    {
        var key = Sort == LicenseSort.Client ? Client : Instant.ToString(CultureInfo.InvariantCulture);
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, Sort, Id, key)));
    }

    private int CompareWith(ListCursor other)
    {
        var order = Sort == LicenseSort.Client ? StringComparer.OrdinalIgnoreCase.Compare(Client, other.Client) : Instant.CompareTo(other.Instant);
        return order != 0 ? order : string.CompareOrdinal(Id, other.Id);
    }
}
