namespace LicenseKit.Freshness;

/// <summary>The child after an answer to its ping.</summary>
/// <param name="State">What is held then.</param>
/// <param name="Contact">The contact; null when the answer does not count as one.</param>
/// <param name="Time">The signed time; null when the answer does not count as contact.</param>
/// <param name="Fault">What was refused of the answer; null when nothing was.</param>
internal sealed record PingResult(ChildState State, ParentContact? Contact, SignedTime? Time, LicenseFault? Fault);
