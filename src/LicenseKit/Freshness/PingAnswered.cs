namespace LicenseKit.Freshness;

/// <summary>The child after an answer: the contact when it counts as one, the signed time, and what was refused.</summary>
internal sealed record PingAnswered(ChildState State, Contacted? Contact, SignedTime? Time, LicenseFault? Fault);
