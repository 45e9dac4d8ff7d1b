using System.Runtime.CompilerServices;
using LicenseKit.Licenses;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Tests.Sessions.Table;

public sealed class TableTests
{
    private const long Day = 86_400_000;

    [Fact]
    public void A_row_has_72_bytes_and_no_references()
    {
        Assert.Equal(72, Unsafe.SizeOf<SessionRow>());
        Assert.False(RuntimeHelpers.IsReferenceOrContainsReferences<SessionRow>());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1000, 0)]
    [InlineData(60_000, 59_000)]
    [InlineData(-1000, -5000)]
    [InlineData(-125, -5000)]
    [InlineData(1_024_000, 0)] // one rotation
    [InlineData(2_048_000, 1_023_999)]
    [InlineData(97 * Day, 0)]
    [InlineData(98 * Day, 0)]
    [InlineData(400 * Day, 0)]
    public void A_deadline_on_an_edge_is_due_on_the_tick_and_not_before(long deadline, long start)
    {
        var table = new SessionTable();
        table.FirstDue(start);
        var slot = Add(table, 1, deadline);
        Assert.Equal(-1, table.FirstDue(deadline - 1));
        Assert.Equal(slot, table.FirstDue(deadline));
    }

    [Theory]
    [InlineData(1, 125)]
    [InlineData(1001, 1125)]
    [InlineData(1124, 1125)]
    [InlineData(-124, 0)]
    [InlineData(-1, 0)]
    [InlineData(-126, -125)]
    public void Other_deadlines_are_due_at_the_next_edge(long deadline, long due)
    {
        var table = new SessionTable();
        var slot = Add(table, 1, deadline);
        Assert.Equal(due, table.NextDue);
        Assert.Equal(-1, table.FirstDue(due - 1));
        Assert.Equal(slot, table.FirstDue(due));
    }

    [Fact]
    public void A_deadline_in_the_past_is_due_at_once_and_again_while_ticks_stand()
    {
        var table = new SessionTable();
        Assert.Equal(-1, table.FirstDue(1_000_000));
        var slot = Add(table, 1, 1000);
        Assert.Equal(slot, table.FirstDue(1_000_000));
        Assert.Equal(slot, table.FirstDue(1_000_000));
        table.Remove(slot);
        Assert.Equal(-1, table.FirstDue(1_000_000));
        Assert.Equal(slot, Add(table, 2, long.MinValue));
        Assert.Equal(slot, table.FirstDue(1_000_000));
    }

    [Fact]
    public void Ticks_that_go_back_find_only_what_is_due_then()
    {
        var table = new SessionTable();
        var (early, late) = (Add(table, 1, 1000), Add(table, 2, 400 * Day));
        Assert.True(table.FirstDue(500 * Day) >= 0);
        Assert.Equal(-1, table.FirstDue(999));
        Assert.Equal(1000, table.NextDue);
        Assert.Equal(early, table.FirstDue(1000));
        table.Remove(early);
        Assert.Equal(-1, table.FirstDue((400 * Day) - 1));
        Assert.Equal(late, table.FirstDue(400 * Day));
    }

    [Fact]
    public void The_next_due_time_is_early_by_less_than_a_rotation()
    {
        for (var deadline = 100L; deadline < 97 * Day; deadline += deadline / 3)
        {
            var table = new SessionTable();
            table.FirstDue(0);
            Add(table, 1, deadline);
            Assert.InRange(table.NextDue!.Value, deadline - (8192 * 125) + 1, Rows.DueFrom(deadline));
        }
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void The_ends_of_time_do_not_overflow(long deadline)
    {
        var table = new SessionTable();
        var slot = Add(table, 1, deadline);
        Assert.NotNull(table.NextDue);
        Assert.Equal(deadline < 0 ? slot : -1, table.FirstDue(0));
        Assert.NotNull(table.NextDue);
        table.FirstDue(deadline);
        table.Move(slot, 1, 0, SessionFlags.None);
        Assert.Equal(slot, table.FirstDue(0));
    }

    [Fact]
    public void A_rotation_that_is_moved_in_parts_loses_no_session()
    {
        var table = new SessionTable();
        table.FirstDue(0);
        for (var i = 0; i < 2000; i++)
        {
            Add(table, i, 3_072_000 + (i * 250L)); // the rotation after the next
        }

        Assert.Equal(-1, table.FirstDue(2_048_000));
        for (var i = 0; i < 2000; i++)
        {
            var due = 3_072_000 + (i * 250L);
            Assert.Equal(-1, table.FirstDue(due - 1));
            var slot = table.FirstDue(due);
            Assert.Equal(i, table[slot].Number);
            table.Remove(slot);
        }
    }

    [Fact]
    public void A_renewal_allocates_nothing()
    {
        var table = new SessionTable();
        for (var i = 0; i < 1000; i++)
        {
            Add(table, i, i);
        }

        const int Times = 100_000;
        Renew(table, Times); // so that nothing is loaded or compiled for the first time below
        var before = GC.GetAllocatedBytesForCurrentThread();
        Renew(table, Times);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Other tests run beside this one, and a collection can move the counter by a part of the thread's allocation buffer (some KB).
        Assert.True(allocated < Times, $"{allocated} bytes in {Times} renewals.");
    }

    [Fact]
    public void Kinds_and_licenses_that_are_no_longer_used_are_not_kept()
    {
        var table = new SessionTable();
        Add(table, 0, 0);
        var names = Enumerable.Range(1, 1000).SelectMany(i => Flood(table, i)).ToArray();
        Assert.Equal(Seats.One("developer"), table.InUse);
        Assert.Equal(["sl-1"], table.Licenses);
        GC.Collect();
        Assert.DoesNotContain(names, name => name.TryGetTarget(out _));
        GC.KeepAlive(table);
    }

    [Fact]
    public void Groups_get_the_indexes_of_groups_that_are_gone()
    {
        var groups = new SessionGroups();
        var kept = groups.Take("kept", "developer", isReserved: false);
        for (var i = 0; i < 10_000; i++)
        {
            var group = groups.Take("name-" + i, "kind-" + i, isReserved: false);
            Assert.Same(group, groups.Take("name-" + i, "kind-" + i, isReserved: false));
            Assert.Same(group, groups[group.Index]);
            groups.Return(group);
            Assert.Null(groups.Find("name-" + i));
        }

        Assert.Equal((1, 2), (groups.Count, groups.Capacity));
        Assert.Same(kept, groups[kept.Index]);
        Assert.Equal(["kept"], groups.Licenses);
    }

    [Fact]
    public void A_number_that_a_live_session_of_the_class_has_is_refused_and_changes_nothing()
    {
        var table = new SessionTable();
        Add(table, 1, 0);
        var before = (table.Version, Rows.Canonical(table));
        Assert.Throws<InvalidOperationException>(
            () => table.Add(Rows.Id(2), 1, "sl-2", "developer", false, 1, 0, SessionFlags.None));
        Assert.Equal(before, (table.Version, Rows.Canonical(table)));
        Assert.Equal(1, Add(table, 2, 0));
    }

    [Fact]
    public void A_session_in_another_class_than_those_of_its_license_is_refused_and_changes_nothing()
    {
        var table = new SessionTable();
        Add(table, 1, 0);
        var before = (table.Version, Rows.Canonical(table));
        Assert.Throws<InvalidOperationException>(
            () => table.Add(Rows.Id(2), 2, "sl-1", "developer", true, 1, 0, SessionFlags.None));
        Assert.Equal(before, (table.Version, Rows.Canonical(table)));
        table.SetReserved("sl-1", true);
        Assert.Equal(1, table.Add(Rows.Id(2), 2, "sl-1", "developer", true, 1, 0, SessionFlags.None));
    }

    [Fact]
    public void Many_sessions_move_between_the_classes_and_back()
    {
        var table = new SessionTable();
        for (var i = 0; i < 10_000; i++)
        {
            table.Add(Rows.Id(i), i, "sl-" + (i % 3 == 0 ? 0 : i % 7), "developer", false, 1, 0, SessionFlags.None);
        }

        var before = Rows.Canonical(table);
        table.SetReserved("sl-0", true);
        var (shared, reserved) = (table.ClassOf("developer", false)!.Order, table.ClassOf("developer", true)!.Order);
        Assert.Equal(Rows.Numbers(table.Find("sl-0")!.Find("developer")!.Order), Rows.Numbers(reserved));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (long)i), Rows.Numbers(shared).Concat(Rows.Numbers(reserved)).Order());
        Assert.Equal(10_000, table.InUse["developer"]);
        table.SetReserved("sl-0", false);
        Assert.Equal(before, Rows.Canonical(table));
    }

    [Fact]
    public void A_slot_of_no_live_session_is_refused()
    {
        var table = new SessionTable();
        table.Remove(Add(table, 1, 0));
        foreach (var slot in new[] { -1, 0, 1, 5000 })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => table[slot].N);
            Assert.Throws<ArgumentOutOfRangeException>(() => table.Remove(slot));
            Assert.Throws<ArgumentOutOfRangeException>(() => table.Move(slot, 1, 1, SessionFlags.None));
            Assert.Throws<ArgumentOutOfRangeException>(() => table.KindOf(slot));
        }
    }

    [Fact]
    public void Only_its_setter_lowers_the_peak()
    {
        var table = new SessionTable();
        var slot = Add(table, 1, 0);
        Add(table, 2, 0);
        table.Remove(slot);
        Assert.Equal(2, table.Peak);
        table.Peak = table.Count;
        Assert.Equal(1, table.Peak);
        Add(table, 1, 0);
        Add(table, 3, 0);
        Assert.Equal(3, table.Peak);
    }

    [Fact]
    public void Many_sessions_are_found_and_gone_again()
    {
        var table = new SessionTable();
        for (var i = 0; i < 20_000; i++)
        {
            Assert.Equal(i, Add(table, i, i));
        }

        for (var i = 0; i < 20_000; i += 2)
        {
            Assert.True(table.TryFind(Rows.Id(i), out var slot));
            table.Remove(slot);
        }

        Assert.All(Enumerable.Range(0, 20_000), i => Assert.Equal(i % 2 == 1, table.TryFind(Rows.Id(i), out _)));
    }

    private static int Add(SessionTable table, int who, long deadline) =>
        table.Add(Rows.Id(who), who, "sl-1", "developer", false, 1, deadline, SessionFlags.None);

    private static void Renew(SessionTable table, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.True(table.TryFind(Rows.Id(i % 1000), out var slot));
            table.Move(slot, i, i * 1_000L, SessionFlags.None);
            table.FirstDue(i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<string>[] Flood(SessionTable table, int i)
    {
        var (license, kind) = ("flood-" + i, "kind-" + i);
        var slot = table.Add(Rows.Id(i), i, license, kind, false, 1, 0, SessionFlags.None);
        Assert.Equal(1, table.UseOf(license)[kind]);
        Assert.Equal(1, table.InUse[kind]);
        table.Remove(slot);
        return [new(license), new(kind)];
    }
}
