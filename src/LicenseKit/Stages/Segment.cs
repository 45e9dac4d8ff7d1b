using LicenseKit.Licenses;

namespace LicenseKit.Stages;

/// <summary>A period of constant allowance, [From, To).</summary>
public sealed record Segment(DateTimeOffset From, DateTimeOffset To, Seats Seats);
