namespace LicenseKit.Sessions;

/// <summary>An ordinary lease length that was in force until it was lowered.</summary>
/// <param name="License">The session license; empty for the <c>maxLease</c> of the server's chain.</param>
/// <param name="Until">Run time in milliseconds of the lowering.</param>
/// <param name="Seconds">The length that was in force until then.</param>
internal readonly record struct LeaseLength(string License, long Until, long Seconds);
