namespace LicenseKit.Cli.Tests;

/// <summary>A machine's clock that stands still, at 2026-09-01 unless said.</summary>
internal sealed class StandingClock(DateTimeOffset? now = null) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now ?? new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    public override long GetTimestamp() => TimestampFrequency;
}
