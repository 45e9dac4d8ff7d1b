using LicenseKit.Hosting.Storage;
using LicenseKit.Server;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Testing;

/// <summary>A session as a <see cref="MemoryStore"/> keeps it.</summary>
internal sealed record MemorySession(long Number, SessionId Id, string License, string Kind, long N, long StartedAt, long Run, bool IsEnded, string? Labels)
{
    public StoredSession Stored => new(Id, Number, License, Kind, N, Run, IsEnded);

    public SessionPageRow Page => new(Number, Id, License, Kind, StartedAt, IsEnded, Labels);

    public static MemorySession Of(Change.SessionStarted started, long run) =>
        new(started.Number, started.Session, started.License, started.Kind, 1, started.StartedAt, run, false, started.Labels);
}
