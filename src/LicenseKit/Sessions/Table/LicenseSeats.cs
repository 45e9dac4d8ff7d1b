using LicenseKit.Licenses;

namespace LicenseKit.Sessions.Table;

/// <summary>A session license with live sessions. It is gone with its last session.</summary>
internal sealed class LicenseSeats(string name, bool isReserved)
{
    private readonly List<SessionGroup> _groups = new(1);
    private Seats? _use;
    private Seats _last = Seats.None;

    public string Name { get; } = name;

    /// <summary>True when its sessions are in the classes of reserved licenses.</summary>
    public bool IsReserved { get; internal set; } = isReserved;

    /// <summary>Its sessions by kind, in ordinal order of the kinds. No group is empty.</summary>
    public IReadOnlyList<SessionGroup> Groups => _groups;

    /// <summary>Seats in use. Computed when asked for after a change, not at each change.</summary>
    public Seats Use => _use ??= _last = KindCounts.Sum(_last, _groups);

    /// <summary>The live sessions of one kind; null when there is none.</summary>
    public SessionGroup? Find(string kind) => KindCounts.Find(_groups, kind) is var at and >= 0 ? _groups[at] : null;

    internal void Add(SessionGroup group) => _groups.Insert(~KindCounts.Find(_groups, group.Kind), group);

    internal void Remove(SessionGroup group) => _groups.RemoveAt(KindCounts.Find(_groups, group.Kind));

    /// <summary>A session came or went.</summary>
    internal void Changed() => _use = null;
}
