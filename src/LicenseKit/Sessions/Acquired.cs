namespace LicenseKit.Sessions;

/// <summary>The answer to an app that asked for a seat: the session, or why there is none.</summary>
/// <param name="Session">The seat; null when there is none.</param>
/// <param name="Fault">Why there is none; null when there is one.</param>
public sealed record Acquired(Session? Session, LicenseFault? Fault);
