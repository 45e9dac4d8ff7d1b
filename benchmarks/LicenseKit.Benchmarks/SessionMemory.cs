using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Benchmarks;

/// <summary>
/// Bytes for each live session and for each id that is over, at a million of each, and the longest single calls on the way.
/// </summary>
internal static class SessionMemory
{
    public const double Most = 96;

    private const int Hour = 3_600_000;
    private const double NanosecondsInMillisecond = 1_000_000;

    public static bool Run(string? results, bool isShort)
    {
        Measure(10_000); // compiles all
        var (session, text) = Measure(isShort ? 10_000 : 1_000_000);
        Console.WriteLine(text);
        Results.Write(results, "SessionMemory", "`benchmarks/run --memory`", text);
        return isShort || session <= Most;
    }

    public static SessionId[] Ids(Random random, int count)
    {
        var ids = new SessionId[count];
        random.NextBytes(MemoryMarshal.AsBytes(ids.AsSpan()));
        return ids;
    }

    public static long Deadline(Random random) => random.Next(1, Hour);

    /// <summary>Gives the longest addition in milliseconds, without those in which a collection ran.</summary>
    public static double Fill(SessionTable table, SessionId[] ids, Random random, int licenses = 200)
    {
        string[] names = [.. Enumerable.Range(0, licenses).Select(i => "sl-" + i.ToString(CultureInfo.InvariantCulture))];
        return Longest(ids.Length, i =>
            table.Add(ids[i], i, names[i % licenses], KindOf(i), false, 1, Deadline(random), SessionFlags.None));
    }

    private static string KindOf(int session) => session % 3 == 0 ? "developer" : "execution";

    private static (double Session, string Text) Measure(int count)
    {
        var random = new Random(1);
        var ids = Ids(random, count);
        var (many, _, _) = Filled(ids, random, Math.Min(20_000, count / 50));
        var (session, table, longestAdd) = Filled(ids, random, 200);
        var collection = Collect();
        var renewal = Renew(table, ids, random);
        var older = Older(table, random);
        var move = Reserve(table);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var longestOver = Longest(count, i => table.Over.Add(ids[i], Hour));
        var over = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / count;
        var (lapse, longestTick) = Lapse(table);
        return (session, string.Create(CultureInfo.InvariantCulture, $"""
            {count:#,0} sessions under 200 licenses and two kinds, leases of up to an hour; the table alone, after full collections.
            At most {Most:0} B a session.
            Times are CPU time of the thread; single calls in which a collection ran are left out.

            | what | |
            |---|---:|
            | a live session, index, wheel and ages included | **{session:0.0} B** |
            | the same under {Math.Min(20_000, count / 50):#,0} licenses, about 50 sessions each | {many:0.0} B |
            | an id that is over, index included | {over:0.0} B |
            | a renewal of a random session, found by its id | {renewal * 1000:0.00} µs |
            | how many of two thirds of the sessions are older than a random number | {older * 1000:0.00} µs |
            | a license with {count / 200:#,0} sessions becomes reserved | {move:0.00} ms |
            | a lapse, from search to removal, tick by tick | {lapse * 1000:0.00} µs |
            | longest start while the table grew | {longestAdd:0.00} ms |
            | longest addition to the ids that are over | {longestOver:0.00} ms |
            | longest tick of 125 ms: all its lapses | {longestTick:0.00} ms |
            | full collection with all live, wall clock | {collection:0.0} ms |
            """));
    }

    private static (double Session, SessionTable Table, double LongestAdd) Filled(SessionId[] ids, Random random, int licenses)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var table = new SessionTable();
        table.FirstDue(0);
        var longest = Fill(table, ids, random, licenses);
        var session = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / ids.Length;
        GC.KeepAlive(table);
        return (session, table, longest);
    }

    /// <summary>Milliseconds for each.</summary>
    private static double Older(SessionTable table, Random random)
    {
        const int Times = 1_000_000;
        var order = table.ClassOf("execution", reserved: false)!.Order;
        var start = ThreadTime.Nanoseconds();
        for (var i = 0; i < Times; i++)
        {
            order.Below(random.Next(table.Count));
        }

        return (ThreadTime.Nanoseconds() - start) / NanosecondsInMillisecond / Times;
    }

    /// <summary>Milliseconds.</summary>
    private static double Reserve(SessionTable table)
    {
        var start = ThreadTime.Nanoseconds();
        table.SetReserved("sl-7", reserved: true);
        return (ThreadTime.Nanoseconds() - start) / NanosecondsInMillisecond;
    }

    /// <summary>Renews every session once, in random order; milliseconds for each.</summary>
    private static double Renew(SessionTable table, SessionId[] ids, Random random)
    {
        random.Shuffle(ids);
        var start = ThreadTime.Nanoseconds();
        foreach (ref readonly var id in ids.AsSpan())
        {
            table.TryFind(id, out var slot);
            table.Move(slot, 2, Deadline(random), SessionFlags.None);
        }

        return (ThreadTime.Nanoseconds() - start) / NanosecondsInMillisecond / ids.Length;
    }

    private static double Longest(int count, Action<int> call)
    {
        var longest = 0L;
        for (var i = 0; i < count; i++)
        {
            var (start, collections) = (ThreadTime.Nanoseconds(), GC.CollectionCount(0));
            call(i);
            var time = ThreadTime.Nanoseconds() - start;
            longest = GC.CollectionCount(0) == collections ? Math.Max(longest, time) : longest;
        }

        return longest / NanosecondsInMillisecond;
    }

    private static double Collect()
    {
        var start = Stopwatch.GetTimestamp();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Removes all as they fall due. Gives the milliseconds for each, and the longest tick.</summary>
    private static (double Each, double Longest) Lapse(SessionTable table)
    {
        var (count, longest) = (table.Count, 0L);
        var begin = ThreadTime.Nanoseconds();
        for (var ticks = 0L; table.Count > 0; ticks += 125)
        {
            var start = ThreadTime.Nanoseconds();
            while (table.FirstDue(ticks) is var slot and >= 0)
            {
                table.Remove(slot);
            }

            longest = Math.Max(longest, ThreadTime.Nanoseconds() - start);
        }

        return ((ThreadTime.Nanoseconds() - begin) / NanosecondsInMillisecond / count, longest / NanosecondsInMillisecond);
    }
}
