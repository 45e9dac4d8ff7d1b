using LicenseKit.Licenses;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Sessions.Places;

/// <summary>
/// Which live sessions have a place at an instant: from the oldest to the newest, a session has its place iff it raises no excess at any link, those
/// without a place not counting.
/// </summary>
/// <remarks>
/// No session is visited. Those of one kind that have a place are the oldest of it, shared and reserved ones apart, so what is looked for is the
/// first number without a place of each class: by ranks, in O(classes² · kinds · log² sessions).
/// </remarks>
internal sealed class SessionPlaces
{
    private const int MostOnStack = 64;

    private readonly string[] _kinds;
    private readonly (long[] ByKind, long Generic)[] _allowed; // by link
    private readonly long[] _beforeShared; // by kind, generic last: what grants take before shared sessions
    private readonly long[] _beforeReserved; // the same before reserved ones
    private readonly List<PlaceClass> _classes = [];
    private readonly (long[] Kept, long Generic, PlaceClass[] Classes)[] _overfull;

    private SessionPlaces(
        IReadOnlyList<Seats> allowances,
        SeatCounts beforeShared,
        SeatCounts beforeReserved,
        IEnumerable<(string Kind, bool IsReserved, AgeOrder Order)> classes,
        IReadOnlyList<OverfullLicense> overfull)
    {
        var found = classes.ToArray();
        _kinds = [.. allowances.SelectMany(a => a.Kinds).Concat(beforeShared.Kinds).Concat(beforeReserved.Kinds).Concat(found.Select(c => c.Kind)).Distinct()];
        _allowed = [.. allowances.Select(a => (Array.ConvertAll(_kinds, k => a[k]), a.Generic))];
        _beforeShared = [.. _kinds.Select(k => beforeShared[k]), beforeShared.Generic];
        _beforeReserved = [.. _kinds.Select(k => beforeReserved[k]), beforeReserved.Generic];
        foreach (var c in found)
        {
            _classes.Add(new(Array.IndexOf(_kinds, c.Kind), c.IsReserved, c.Order));
        }

        _overfull = [.. overfull.Select(o => (Array.ConvertAll(_kinds, k => o.Kept[k]), o.Kept.Generic, OrdersOf(o.Seats)))];
        Find();
    }

    /// <summary>Places in the pool of a server.</summary>
    /// <param name="allowances">What each link allows.</param>
    /// <param name="children">What child servers may use of it.</param>
    /// <param name="kept">What is kept for reserved session licenses.</param>
    /// <param name="sessions">The live sessions.</param>
    /// <param name="overfull">The reserved licenses that use more than is kept for them.</param>
    public static SessionPlaces InPool(
        IReadOnlyList<Seats> allowances, SeatCounts children, SeatCounts kept, SessionTable sessions, IReadOnlyList<OverfullLicense> overfull) =>
        new(allowances, children.Plus(kept), children, sessions.Classes.Select(c => (c.Kind, c.IsReserved, c.Order)), overfull);

    /// <summary>Places in the cap of one session license.</summary>
    public static SessionPlaces InCap(Seats cap, LicenseSeats seats) =>
        new([cap], SeatCounts.None, SeatCounts.None, seats.Groups.Select(g => (g.Kind, false, g.Order)), []);

    /// <summary>True when a live session has its place.</summary>
    public bool Has(string kind, bool isReserved, long number) => number < FirstWithout(kind, isReserved);

    /// <summary>True when one more session, newer than all others, has its place.</summary>
    public bool HasOneMore(string kind, bool isReserved) => Fits(Array.IndexOf(_kinds, kind), isReserved, long.MaxValue);

    /// <summary>The index of the link at which a session raises excess beside the older ones that have a place; -1 when none does.</summary>
    public int LimitOf(string kind, bool isReserved, long number) => Limit(Array.IndexOf(_kinds, kind), isReserved, number);

    /// <summary>The number of the first live session of a class that has no place; <see cref="long.MaxValue"/> when all have one.</summary>
    public long FirstWithout(string kind, bool isReserved) => ClassOf(Array.IndexOf(_kinds, kind), isReserved)?.First ?? long.MaxValue;

    /// <summary>Looks for the class whose sessions lose their places first, then with that for the next one, until all others have theirs.</summary>
    private void Find()
    {
        while (true)
        {
            var first = long.MaxValue;
            foreach (var open in _classes)
            {
                first = open.First == long.MaxValue ? Math.Min(first, FirstWithout(open)) : first;
            }

            if (first == long.MaxValue)
            {
                return;
            }

            // All that are older than this have their places, so what is decided at it is decided for good.
            foreach (var open in _classes.Where(c => c.First == long.MaxValue && !Fits(c.Kind, c.IsReserved, first)).ToArray())
            {
                open.First = first;
            }
        }
    }

    /// <summary>The number of the first session of a class that would have no place if the sessions of all open classes had theirs.</summary>
    private long FirstWithout(PlaceClass open)
    {
        var (low, high) = (0, open.Order.Count - 1);
        if (high < 0 || Fits(open.Kind, open.IsReserved, open.Order.At(high)))
        {
            return long.MaxValue;
        }

        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Fits(open.Kind, open.IsReserved, open.Order.At(middle)) ? (middle + 1, high) : (low, middle);
        }

        return open.Order.At(low);
    }

    /// <summary>True when a session raises no excess beside the older ones that have a place.</summary>
    private bool Fits(int kind, bool isReserved, long number) => Limit(kind, isReserved, number) < 0;

    private int Limit(int kind, bool isReserved, long number)
    {
        Span<long> demand = _kinds.Length < MostOnStack ? stackalloc long[_kinds.Length + 1] : new long[_kinds.Length + 1];
        (isReserved ? _beforeReserved : _beforeShared).CopyTo(demand);
        foreach (var c in _classes)
        {
            if (isReserved || !c.IsReserved)
            {
                demand[c.Kind] += c.Placed(number);
            }
        }

        if (!isReserved)
        {
            AddOverfull(demand, number);
        }

        for (var link = 0; link < _allowed.Length; link++)
        {
            if (!HasPlace(kind, demand, _allowed[link].ByKind, _allowed[link].Generic))
            {
                return link;
            }
        }

        return -1;
    }

    /// <summary>True when one more seat of the kind raises no excess: it is one of its own, or a generic one is left.</summary>
    private static bool HasPlace(int kind, ReadOnlySpan<long> demand, long[] allowed, long generic)
    {
        if (generic == Licenses.Limit.Unlimited || (kind >= 0 && demand[kind] < allowed[kind]))
        {
            return true;
        }

        var fromGeneric = demand[^1];
        for (var k = 0; k < allowed.Length; k++)
        {
            fromGeneric += Math.Max(0, demand[k] - allowed[k]);
        }

        return fromGeneric < generic;
    }

    /// <summary>An overfull license counts with the larger of what is kept for it and what its older sessions use, unless those fit what is kept.</summary>
    private void AddOverfull(Span<long> demand, long number)
    {
        foreach (var (kept, generic, classes) in _overfull)
        {
            if (classes.Sum(c => More(c, kept, number)) > generic)
            {
                foreach (var c in classes)
                {
                    demand[c.Kind] += More(c, kept, number);
                }
            }
        }
    }

    private long More(PlaceClass license, long[] kept, long number) =>
        Math.Max(0, license.Order.Below(Math.Min(number, ClassOf(license.Kind, isReserved: true)?.First ?? long.MaxValue)) - kept[license.Kind]);

    private PlaceClass[] OrdersOf(LicenseSeats seats) => [.. seats.Groups.Select(g => new PlaceClass(Array.IndexOf(_kinds, g.Kind), true, g.Order))];

    private PlaceClass? ClassOf(int kind, bool isReserved)
    {
        foreach (var c in _classes)
        {
            if (c.Kind == kind && c.IsReserved == isReserved)
            {
                return c;
            }
        }

        return null;
    }
}
