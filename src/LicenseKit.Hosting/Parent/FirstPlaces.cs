namespace LicenseKit.Hosting.Parent;

/// <summary>The first places of a list after a cursor: of a hundred thousand only those of one page are ever put in order.</summary>
/// <param name="count">How many.</param>
/// <param name="after">The place after which they begin; null for the first ones.</param>
internal sealed class FirstPlaces(int count, ListCursor? after)
{
    private readonly PriorityQueue<ListCursor, ListCursor> _lastOnTop = new(count + 1, Comparer<ListCursor>.Create((a, b) => ListCursor.Order.Compare(b, a)));

    /// <summary>True when a place belongs here as far as is known: it is after the cursor, and before the last of those that are here.</summary>
    public bool Takes(ListCursor place) => (after is not { } last || place.IsAfter(last))
        && (_lastOnTop.Count < count || _lastOnTop.Peek().IsAfter(place));

    public void Add(ListCursor place)
    {
        _lastOnTop.Enqueue(place, place);
        if (_lastOnTop.Count > count)
        {
            _lastOnTop.Dequeue();
        }
    }

    /// <summary>All that are here, in their order.</summary>
    public ListCursor[] InOrder() => [.. _lastOnTop.UnorderedItems.Select(i => i.Element).Order(ListCursor.Order)];
}
