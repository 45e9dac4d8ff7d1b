namespace LicenseKit.Tests.SeatRules.Model;

/// <summary>A version of a link that a server has held, and when that server saw it replaced; null for the newest.</summary>
internal sealed class SeenVersion(LicenseVersion version)
{
    public LicenseVersion Version { get; } = version;

    public long? ReplacedAt { get; set; }

    /// <summary>True for the newest one, and for seconds after an older one was replaced.</summary>
    public bool IsNewestOrReplacedWithin(long seconds, long t) => ReplacedAt is not { } replaced || t < replaced + seconds;
}
