using LicenseKit.Sessions.Table;

namespace LicenseKit.Hosting.Storage;

/// <summary>A live session as a list shows it; the end of its lease is in memory only.</summary>
internal sealed record SessionPageRow(long Number, SessionId Id, string License, string Kind, long StartedAt, bool IsEnded, string? Labels);
