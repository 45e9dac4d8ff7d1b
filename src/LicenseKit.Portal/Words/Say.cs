using System.Globalization;
using LicenseKit.Licenses;

namespace LicenseKit.Portal.Words;

/// <summary>Figures, times and kinds as a person reads them.</summary>
internal static class Say
{
    private const long Day = 86_400;

    private static readonly (long Seconds, string One)[] Units = [(7 * Day, "week"), (Day, "day"), (3600, "hour"), (60, "minute"), (1, "second")];

    /// <summary>12,345, or unlimited.</summary>
    public static string Count(long count) => count == Limit.Unlimited ? "unlimited" : count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>1 license, 12 licenses.</summary>
    public static string Number(long count, string one, string? many = null) => $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>In the largest units that say it, at most two: 90 days, 1 hour 30 minutes.</summary>
    public static string Duration(long seconds)
    {
        if (seconds == Limit.Unlimited)
        {
            return "unlimited";
        }

        var parts = new List<string>();
        foreach (var (unit, one) in Units.SkipWhile(u => u.Seconds > Day && seconds % u.Seconds != 0))
        {
            if (seconds >= unit && parts.Count < 2)
            {
                parts.Add(Number(seconds / unit, one));
                seconds %= unit;
            }
        }

        return parts.Count == 0 ? "0 days" : string.Join(' ', parts);
    }

    public static string Duration(TimeSpan duration) => duration == TimeSpan.MaxValue ? "unlimited" : Duration((long)duration.TotalSeconds);

    /// <summary>22 Dec 14:02; the year where it is not this one, no clock time at midnight.</summary>
    public static string When(DateTimeOffset at, DateTimeOffset now)
    {
        var utc = at.UtcDateTime;
        var day = utc.Year == now.UtcDateTime.Year ? "d MMM" : "d MMM yyyy";
        return utc.ToString(utc.TimeOfDay == TimeSpan.Zero ? day : $"{day} HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>1 Sep 2027, always with the year: for expiries.</summary>
    public static string Date(DateTimeOffset at) => IsForever(at) ? "never" : at.UtcDateTime.TimeOfDay == TimeSpan.Zero
        ? at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture)
        : at.UtcDateTime.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>in 253 days, 3 minutes ago.</summary>
    public static string Distance(DateTimeOffset at, DateTimeOffset now)
    {
        var seconds = Math.Abs((long)(at - now).TotalSeconds);
        var text = seconds < 60 ? "less than a minute"
            : seconds < 3600 ? Number(seconds / 60, "minute")
            : seconds < 2 * Day ? Number(seconds / 3600, "hour")
            : Number(seconds / Day, "day");
        return at >= now ? $"in {text}" : $"{text} ago";
    }

    /// <summary>True for the end of a perpetual license.</summary>
    public static bool IsForever(DateTimeOffset at) => at.Year >= 9999;

    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Developer, Execution, Generic; other kinds as they are named.</summary>
    public static string Kind(string kind) => kind.Length == 0 ? kind : char.ToUpperInvariant(kind[0]) + kind[1..];

    /// <summary>As the forms name them: Dev Users, Exec Users, Generic Users.</summary>
    public static string Users(string kind) => $"{Short(kind)} Users";

    /// <summary>As tables name them: Dev, Exec, Generic.</summary>
    public static string Short(string kind) => kind switch
    {
        "developer" => "Dev",
        "execution" => "Exec",
        _ => Kind(kind),
    };

    /// <summary>Developer first, then Execution, then by name, Generic last: the manual's order.</summary>
    public static IEnumerable<string> InOrder(IEnumerable<string> kinds) => kinds
        .OrderBy(k => k switch { "developer" => 0, "execution" => 1, Seats.GenericName => 3, _ => 2 }).ThenBy(k => k, StringComparer.Ordinal);

    /// <summary>Every figure of the seats, kinds in order and generic last.</summary>
    public static IEnumerable<KeyValuePair<string, long>> Figures(Seats seats) =>
        InOrder(seats.Kinds.Append(Seats.GenericName)).Select(k => KeyValuePair.Create(k, Of(seats, k)));

    /// <summary>A figure by its name, <c>generic</c> included.</summary>
    public static long Of(Seats seats, string kind) => kind == Seats.GenericName ? seats.Generic : seats[kind];

    /// <summary>5 Dev, 20 Exec, 3 Generic.</summary>
    public static string All(Seats seats) => string.Join(", ", Figures(seats).Where(f => f.Value > 0).Select(f => $"{Count(f.Value)} {Short(f.Key)}")) is { Length: > 0 } text ? text : "no seats";
}
