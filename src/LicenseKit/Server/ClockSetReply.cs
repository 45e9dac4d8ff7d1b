namespace LicenseKit.Server;

/// <summary>How the time of a server was set.</summary>
/// <param name="Floor">The floor of time since then.</param>
/// <param name="SignedAgain">Licenses issued here that have a next version by it.</param>
internal sealed record ClockSetReply(long Floor, int SignedAgain);
