using System.Collections.Immutable;

namespace LicenseKit.Server;

/// <summary>The documents of the host. Immutable, so that taking back a change costs nothing.</summary>
internal sealed class HostDocuments
{
    /// <summary>Most documents.</summary>
    public const int Most = 10_000;

    /// <summary>Most characters of one document.</summary>
    public const int MaxText = 256 * 1024;

    /// <summary>Most characters of all together: they are kept in memory.</summary>
    public const long MaxTotal = 16 * 1024 * 1024;

    private readonly ImmutableSortedDictionary<(string Collection, string Id), HostDocument> _all;
    private readonly long _newest;
    private readonly long _total;

    private HostDocuments(ImmutableSortedDictionary<(string Collection, string Id), HostDocument> all, long newest, long total) => (_all, _newest, _total) = (all, newest, total);

    public static HostDocuments None { get; } = new(ImmutableSortedDictionary.Create<(string, string), HostDocument>(KeyOrder), 0, 0);

    private static Comparer<(string Collection, string Id)> KeyOrder { get; } = Comparer<(string Collection, string Id)>.Create((a, b) =>
        string.CompareOrdinal(a.Collection, b.Collection) is not 0 and var order ? order : string.CompareOrdinal(a.Id, b.Id));

    /// <summary>The version of the next document that is written.</summary>
    public long Next => _newest + 1;

    public IEnumerable<HostDocument> All => _all.Values;

    public HostDocument? Find(string collection, string id) => _all.GetValueOrDefault((collection, id));

    /// <summary>Those of a collection, in order of their ids.</summary>
    public IEnumerable<HostDocument> In(string collection) => _all.Values.Where(d => d.Collection == collection);

    /// <summary>False when they are too many, or too long together.</summary>
    public bool HasSpaceFor(string collection, string id, string text)
    {
        var before = Find(collection, id);
        return (before is not null || _all.Count < Most) && _total - (before?.Text.Length ?? 0) + text.Length <= MaxTotal;
    }

    public HostDocuments With(HostDocument document) => new(
        _all.SetItem((document.Collection, document.Id), document), Math.Max(_newest, document.Version), TotalWithout(document.Collection, document.Id) + document.Text.Length);

    public HostDocuments Without(string collection, string id) => new(_all.Remove((collection, id)), _newest, TotalWithout(collection, id));

    private long TotalWithout(string collection, string id) => _total - (Find(collection, id)?.Text.Length ?? 0);
}
