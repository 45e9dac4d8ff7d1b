namespace LicenseKit.AspNetCore;

/// <summary>How many connections a process may hold: one that has no descriptor left cannot open its database, and ends.</summary>
internal static class ConnectionLimit
{
    private const long Least = 64;
    private const long Most = 65_536;

    /// <summary>Descriptors that are kept for files, the database, the parent and connections that are being refused; an eighth if that is more.</summary>
    private const long Kept = 256;

    /// <summary>The connections for this many descriptors; null when their number is not known.</summary>
    public static long Of(long? descriptors) => Math.Clamp((descriptors ?? Most) - Math.Max(Kept, (descriptors ?? 0) / 8), Least, Most);
}
