using System.Runtime.InteropServices;

namespace LicenseKit.Sessions.Table;

/// <summary>One live session, or a free row: 72 bytes without references, so that a full collection does not scan them.</summary>
/// <remarks><code>
///  0  id        32    56  group     4   index of the group; -1 in a free row
/// 32  number     8    60  previous  4   slot + 1, or ~list when first in its list
/// 40  n          8    64  next      4   slot + 1, 0 at the end; in a free row the next free one
/// 48  deadline   8    68  flags     1   (3 unused)
/// </code></remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct SessionRow
{
    /// <summary>The group of a free row.</summary>
    internal const int Free = -1;

    public SessionId Id;

    /// <summary>The running number of the start: the session's age, and the key of its stored row.</summary>
    public long Number;

    /// <summary>The number of the last lease.</summary>
    public long N;

    /// <summary>Monotonic milliseconds at which the seat is free unless the session is renewed.</summary>
    public long Deadline;

    internal int Group;
    internal int Previous;
    internal int Next;

    public SessionFlags Flags;
}
