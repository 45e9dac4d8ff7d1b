using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Benchmarks;

/// <summary>Bytes for each live session and for each id that is over, at a million of each, and the longest single calls on the way.</summary>
internal static class SessionMemory
{
    public const double Most = 96;

    private const int Hour = 3_600_000;

    public static bool Run(string? results, bool isShort)
    {
        var count = isShort ? 10_000 : 1_000_000;
        var random = new Random(1);
        var ids = Ids(random, count);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var table = new SessionTable();
        table.FirstDue(0);
        var longestAdd = Fill(table, ids, random);
        var session = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / count;
        var pause = Collect();
        before = GC.GetTotalMemory(forceFullCollection: true);
        var longestOver = AddOver(table.Over, ids);
        var over = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / count;
        var (lapse, longestLapse) = Lapse(table);
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"""
            {count:#,0} sessions under 200 licenses and two kinds, leases of up to an hour; the table alone, after full collections. At most {Most:0} B a session.

            | what | |
            |---|---:|
            | a live session, index and wheel included | **{session:0.0} B** |
            | an id that is over, index included | {over:0.0} B |
            | longest start while the table grew | {longestAdd:0.00} ms |
            | longest addition to the ids that are over | {longestOver:0.00} ms |
            | full collection with all live | {pause:0.0} ms |
            | a lapse, from search to removal, tick by tick | {lapse * 1000:0.00} µs |
            | longest search for a lapsed one | {longestLapse:0.00} ms |
            """);
        Console.WriteLine(text);
        Results.Write(results, "SessionMemory", "`benchmarks/run --memory`", text.ToString().TrimEnd());
        return isShort || session <= Most;
    }

    public static SessionId[] Ids(Random random, int count)
    {
        var ids = new SessionId[count];
        random.NextBytes(MemoryMarshal.AsBytes(ids.AsSpan()));
        return ids;
    }

    public static long Deadline(Random random) => random.Next(1, Hour);

    /// <summary>Gives the longest addition in milliseconds.</summary>
    public static double Fill(SessionTable table, SessionId[] ids, Random random)
    {
        string[] licenses = [.. Enumerable.Range(0, 200).Select(i => "sl-" + i.ToString(CultureInfo.InvariantCulture))];
        var longest = TimeSpan.Zero;
        for (var i = 0; i < ids.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            table.Add(ids[i], i, licenses[i % licenses.Length], i % 3 == 0 ? "developer" : "execution", 1, Deadline(random), SessionFlags.None);
            longest = Max(longest, Stopwatch.GetElapsedTime(start));
        }

        return longest.TotalMilliseconds;
    }

    private static double AddOver(OverIds over, SessionId[] ids)
    {
        var longest = TimeSpan.Zero;
        foreach (ref readonly var id in ids.AsSpan())
        {
            var start = Stopwatch.GetTimestamp();
            over.Add(id, Hour);
            longest = Max(longest, Stopwatch.GetElapsedTime(start));
        }

        return longest.TotalMilliseconds;
    }

    private static double Collect()
    {
        var start = Stopwatch.GetTimestamp();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static (double Each, double Longest) Lapse(SessionTable table)
    {
        var (count, longest) = (table.Count, TimeSpan.Zero);
        var begin = Stopwatch.GetTimestamp();
        for (var ticks = 0L; table.Count > 0; ticks += 125)
        {
            while (true)
            {
                var start = Stopwatch.GetTimestamp();
                var slot = table.FirstDue(ticks);
                longest = Max(longest, Stopwatch.GetElapsedTime(start));
                if (slot < 0)
                {
                    break;
                }

                table.Remove(slot);
            }
        }

        return (Stopwatch.GetElapsedTime(begin).TotalMilliseconds / count, longest.TotalMilliseconds);
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
