namespace LicenseKit.Freshness;

/// <summary>What a child reports about itself in a ping.</summary>
internal sealed record HolderReport(IReadOnlyDictionary<string, long> Use, long Peak, long Issued, long ClockBehind);
