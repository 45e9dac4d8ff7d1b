using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LicenseKit.Licenses;

namespace LicenseKit.Cli;

/// <summary>Seats as a command line says them: <c>developer=5,execution=unlimited,generic=3</c>.</summary>
internal static class SeatList
{
    public static bool TryParse(string text, [NotNullWhen(true)] out Seats? seats)
    {
        seats = null;
        var generic = 0L;
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in text.Split(','))
        {
            if (part.Split('=') is not [var name, var amount] || !seen.Add(name.Trim()) || Count(amount.Trim()) is not { } count)
            {
                return false;
            }

            if (name.Trim() == Seats.GenericName)
            {
                generic = count;
            }
            else if (Names.IsKind(name.Trim()))
            {
                counts[name.Trim()] = count;
            }
            else
            {
                return false;
            }
        }

        if (counts.Count > Seats.MaxKinds)
        {
            return false;
        }

        seats = new Seats(counts, generic);
        return true;
    }

    private static long? Count(string text) =>
        text == "unlimited" ? Limit.Unlimited
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= Limit.UnlimitedOnWire ? Limit.FromWire(count)
        : null;
}
