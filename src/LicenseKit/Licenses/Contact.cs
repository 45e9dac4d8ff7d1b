namespace LicenseKit.Licenses;

/// <summary>How often an online child pings its parent, and how long it may hear nothing.</summary>
/// <param name="Every">Seconds between pings, 1 s to 30 days.</param>
/// <param name="Silence">Seconds without contact after which the license is stale; at least twice <paramref name="Every"/>.</param>
public sealed record Contact(long Every, long Silence)
{
    internal const long MaxEvery = 30 * 86_400;

    /// <summary>The silence in force, in seconds: the licenses above bound it by their <c>maxOffline</c>.</summary>
    internal long SilenceWithin(long maxOffline) => Math.Min(Silence, maxOffline);
}
