using LicenseKit.Sessions.Table;

namespace LicenseKit.Server;

/// <summary>The part of a session that a renewal moves.</summary>
/// <param name="N">The number of the last lease.</param>
/// <param name="Deadline">Monotonic milliseconds at which the seat is free unless it is renewed.</param>
/// <param name="Flags">Ended, restored, borrowed.</param>
internal readonly record struct LeaseMark(long N, long Deadline, SessionFlags Flags)
{
    public static LeaseMark Of(in SessionRow row) => new(row.N, row.Deadline, row.Flags);

    public void Set(SessionTable sessions, int slot) => sessions.Move(slot, N, Deadline, Flags);
}
