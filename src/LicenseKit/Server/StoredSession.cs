using LicenseKit.Sessions.Table;

namespace LicenseKit.Server;

/// <summary>A live session as a store keeps it.</summary>
/// <param name="Id">The session.</param>
/// <param name="Number">Its age among all sessions.</param>
/// <param name="License">The session license.</param>
/// <param name="Kind">The kind of seat.</param>
/// <param name="N">The number of the last lease that was stored.</param>
/// <param name="Run">The run in which it was stored.</param>
/// <param name="IsEnded">True when an operator has ended it.</param>
internal readonly record struct StoredSession(SessionId Id, long Number, string License, string Kind, long N, long Run, bool IsEnded);
