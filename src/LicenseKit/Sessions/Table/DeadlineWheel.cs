namespace LicenseKit.Sessions.Table;

/// <summary>
/// Live slots by deadline: buckets of 125 ms for this rotation of 8,192 and the next, above them one bucket for each later rotation, and
/// one list for the rest.
/// </summary>
/// <remarks><code>
/// time ──┬ rotation now ┬ next ┬ 8,190 rotations, 97 days ┬ beyond
/// lists  └── near: 2 × 8,192 ──┴ far: 8,192               ┴ 1
/// </code>
/// A deadline belongs to the first bucket that ends at or after it: nothing is due early, and what ends on an edge is due on the tick.
/// All lists before <c>_now</c> are empty, and lists of <c>far</c> are of rotations after that of <c>_now</c>; an earlier deadline counts
/// as one of <c>_now</c>.
/// When a rotation begins, the next one may be moved into <c>near</c>: a few slots by each search that finds nothing, what is left when its
/// turn comes.
/// </remarks>
internal sealed class DeadlineWheel(SessionRows rows)
{
    public const int BucketMilliseconds = 125;

    private const int RotationBits = 13;
    private const int Rotation = 1 << RotationBits;
    private const int MovedAhead = 64;
    private const int FarList = 2 * Rotation;
    private const int BeyondList = FarList + Rotation;

    private readonly BucketRing _near = new(2 * Rotation);
    private readonly BucketRing _far = new(Rotation);
    private int _beyond;
    private long _beyondFrom = long.MaxValue; // no bucket in 'beyond' is earlier
    private long _now = long.MinValue / BucketMilliseconds;

    /// <summary>
    /// The first ticks at which <see cref="FirstDue"/> may find one: exact for two rotations, then early by less than one; null when the
    /// wheel is empty.
    /// </summary>
    /// <remarks>When the earliest session of 'beyond' has gone, its time is still given until a search has come there.</remarks>
    public long? NextDue
    {
        get
        {
            var near = _near.Next(_now);
            var far = _far.Next((_now >> RotationBits) + 1);
            var next = far == long.MaxValue ? near : Math.Min(near, far << RotationBits);
            next = _beyond == 0 ? next : Math.Min(next, _beyondFrom);
            return next == long.MaxValue ? null : (long)Int128.Clamp((Int128)next * BucketMilliseconds, long.MinValue, long.MaxValue);
        }
    }

    public void Add(int slot) => Place(slot, BucketOf(rows[slot].Deadline));

    public void Remove(int slot) => Unlink(ref rows[slot]);

    /// <summary>Puts a slot where its new deadline belongs.</summary>
    public void Move(int slot, long deadline)
    {
        ref var row = ref rows[slot];
        var (before, after) = (BucketOf(row.Deadline), BucketOf(deadline));
        row.Deadline = deadline;
        if (before != after)
        {
            Unlink(ref row);
            Place(slot, after);
        }
    }

    /// <summary>A slot whose bucket has ended, or -1; the slot stays.</summary>
    public int FirstDue(long ticks)
    {
        var due = ticks >= 0 ? ticks / BucketMilliseconds : (ticks + 1) / BucketMilliseconds - 1;
        if (due < _now)
        {
            Rewind(due);
        }

        while (true)
        {
            var rotation = _far.Next((_now >> RotationBits) + 1);
            var next = Math.Min(_near.Next(_now), rotation == long.MaxValue ? long.MaxValue : rotation << RotationBits);
            if (next <= due)
            {
                _now = next;
                MoveRotation(next >> RotationBits, int.MaxValue);
                if (_near[_near.Of(next)] is var head and not 0)
                {
                    return head - 1;
                }
            }
            else
            {
                _now = due;
                if (!MoveBeyond())
                {
                    MoveRotation((due >> RotationBits) + 1, MovedAhead);
                    return -1;
                }
            }
        }
    }

    /// <summary>The first bucket whose end is at or after the deadline; a bucket is named by its end.</summary>
    private static long BucketOf(long deadline) =>
        deadline <= 0 ? deadline / BucketMilliseconds : ((deadline - 1) / BucketMilliseconds) + 1;

    private void Place(int slot, long bucket)
    {
        bucket = Math.Max(bucket, _now);
        var rotation = bucket >> RotationBits;
        switch (rotation - (_now >> RotationBits))
        {
            case <= 1:
                Link(slot, _near.Of(bucket));
                break;
            case < Rotation:
                Link(slot, FarList + _far.Of(rotation));
                break;
            default:
                Link(slot, BeyondList);
                _beyondFrom = Math.Min(_beyondFrom, bucket);
                break;
        }
    }

    /// <summary>Moves slots of a rotation, which is this one or the next, into their buckets.</summary>
    private void MoveRotation(long rotation, int most)
    {
        var list = _far.Of(rotation);
        for (; most > 0 && _far[list] is var head and not 0; most--)
        {
            Replace(head - 1);
        }
    }

    /// <summary>Looks at all of 'beyond' once in half a turn of 'far', 48 days; true when it did.</summary>
    private bool MoveBeyond()
    {
        if (_beyond == 0 || (_beyondFrom >> RotationBits) - (_now >> RotationBits) >= Rotation / 2)
        {
            return false;
        }

        var slot = _beyond - 1;
        _beyondFrom = long.MaxValue;
        while (slot >= 0)
        {
            var next = rows[slot].Next - 1;
            Replace(slot);
            slot = next;
        }

        return true;
    }

    /// <summary>Time has gone back, as it does when a simulation is undone: everything is placed anew.</summary>
    private void Rewind(long now)
    {
        for (var bucket = _near.Next(_now); bucket != long.MaxValue; bucket = _near.Next(bucket))
        {
            SetBeyond(_near[_near.Of(bucket)] - 1);
        }

        for (var rotation = _far.Next(0); rotation != long.MaxValue; rotation = _far.Next(rotation))
        {
            SetBeyond(_far[_far.Of(rotation)] - 1);
        }

        _now = now;
        _beyondFrom = now;
    }

    private void SetBeyond(int slot)
    {
        Unlink(ref rows[slot]);
        Link(slot, BeyondList);
    }

    private void Replace(int slot)
    {
        Unlink(ref rows[slot]);
        Place(slot, BucketOf(rows[slot].Deadline));
    }

    private void Link(int slot, int list)
    {
        ref var row = ref rows[slot];
        row.Previous = ~list;
        row.Next = Head(list);
        if (row.Next != 0)
        {
            rows[row.Next - 1].Previous = slot + 1;
        }

        SetHead(list, slot + 1);
    }

    private void Unlink(ref SessionRow row)
    {
        if (row.Next != 0)
        {
            rows[row.Next - 1].Previous = row.Previous;
        }

        if (row.Previous > 0)
        {
            rows[row.Previous - 1].Next = row.Next;
        }
        else
        {
            SetHead(~row.Previous, row.Next);
        }
    }

    private int Head(int list) => list switch
    {
        < FarList => _near[list],
        < BeyondList => _far[list - FarList],
        _ => _beyond,
    };

    private void SetHead(int list, int head)
    {
        switch (list)
        {
            case < FarList:
                _near[list] = head;
                break;
            case < BeyondList:
                _far[list - FarList] = head;
                break;
            default:
                _beyond = head;
                _beyondFrom = head == 0 ? long.MaxValue : _beyondFrom;
                break;
        }
    }
}
