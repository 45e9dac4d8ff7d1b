using System.Runtime.InteropServices;

namespace LicenseKit.Sessions.Table;

/// <summary>The groups with a live session by small indexes, and their licenses by name.</summary>
/// <remarks>Clients name kinds, so neither names nor indexes accumulate: the index of an empty group is used again.</remarks>
internal sealed class SessionGroups
{
    private readonly Dictionary<string, LicenseSeats> _licenses = new(StringComparer.Ordinal);
    private readonly Stack<int> _free = new();
    private readonly List<SessionGroup?> _groups = [];

    public IEnumerable<string> Licenses => _licenses.Keys;

    public int Count => _groups.Count - _free.Count;

    /// <summary>Indexes are below this.</summary>
    public int Capacity => _groups.Count;

    public SessionGroup this[int index] => _groups[index]!;

    public LicenseSeats? Find(string license) => _licenses.GetValueOrDefault(license);

    /// <summary>The group of a license and kind; a new one when there is none. The caller adds a session to it.</summary>
    public SessionGroup Take(string license, string kind, bool isReserved)
    {
        ref var seats = ref CollectionsMarshal.GetValueRefOrAddDefault(_licenses, license, out _);
        seats ??= new(license, isReserved);
        return seats.Find(kind) ?? Add(seats, kind);
    }

    /// <summary>Forgets an empty group, and its license with its last one.</summary>
    public void Return(SessionGroup group)
    {
        group.License.Remove(group);
        if (group.License.Groups.Count == 0)
        {
            _licenses.Remove(group.License.Name);
        }

        _groups[group.Index] = null;
        _free.Push(group.Index);
    }

    private SessionGroup Add(LicenseSeats license, string kind)
    {
        if (!_free.TryPop(out var index))
        {
            index = _groups.Count;
            _groups.Add(null);
        }

        var group = new SessionGroup(index, license, kind);
        _groups[index] = group;
        license.Add(group);
        return group;
    }
}
