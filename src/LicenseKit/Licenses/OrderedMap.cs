using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace LicenseKit.Licenses;

/// <summary>Members of a document by name, in the ordinal order in which they were read.</summary>
internal sealed class OrderedMap<T> : IReadOnlyDictionary<string, T>
{
    private KeyValuePair<string, T>[] _entries = [];

    public static OrderedMap<T> Empty { get; } = new();

    public int Count { get; private set; }

    public IEnumerable<string> Keys => _entries.Take(Count).Select(e => e.Key);

    public IEnumerable<T> Values => _entries.Take(Count).Select(e => e.Value);

    public T this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no '{key}'.");

    /// <summary>Adds at the end; the caller has checked that names rise.</summary>
    public void Append(string name, T value)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(2, 2 * Count));
        }

        _entries[Count++] = new(name, value);
    }

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(_entries[middle].Key, key);
            if (order == 0)
            {
                value = _entries[middle].Value;
                return true;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        value = default;
        return false;
    }

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return _entries[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
