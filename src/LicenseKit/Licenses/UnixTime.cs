namespace LicenseKit.Licenses;

/// <summary>Instants in documents: whole UTC seconds since 1970 (NumericDate, RFC 7519 §2), up to the end of year 9999.</summary>
internal static class UnixTime
{
    /// <summary>9999-12-31T23:59:59Z, "perpetual"; sums stop here.</summary>
    public const long Max = 253_402_300_799;

    public static long Of(DateTimeOffset instant) => instant.ToUnixTimeSeconds();

    public static DateTimeOffset ToInstant(long seconds) => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, Max));

    /// <summary>The instant after a duration, at most <see cref="Max"/>; an unlimited duration ends there.</summary>
    public static long Add(long instant, long duration) => duration >= Max - instant ? Max : instant + duration;
}
