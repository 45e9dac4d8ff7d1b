using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>Segments of a timeline for people: a table, and a picture with a bar for each kind.</summary>
internal static class SegmentForms
{
    private const string Blocks = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
    private const string Marks = "_-=#";
    private const int LabelColumns = 13;
    private const int FigureColumns = 12;
    private const int BarColumns = TextOutput.Columns - LabelColumns - FigureColumns - 5;

    public static void Segments(this TextOutput output, IReadOnlyList<EffectiveSegment> segments, IReadOnlyList<string> kinds)
    {
        kinds = kinds.Count > 0 ? kinds : [Seats.GenericName];
        output.Line("At most of each kind alone, generic seats included:");
        string[][] rows =
        [
            ["from", "to", .. kinds],
            .. segments.Select(p => (string[])[TextForms.Minute(UnixTime.Of(p.From)), TextForms.Minute(UnixTime.Of(p.To)), .. kinds.Select(k => Seats.Text(Figure(p, k)))]),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => r[column].Length))];
        if (widths.Sum(w => w + 2) > TextOutput.Columns)
        {
            foreach (var row in rows.Skip(1))
            {
                output.After("  ", $"{row[0]} to {row[1]}");
                output.After("      ", string.Join(", ", kinds.Select((k, i) => $"{k} {row[i + 2]}")));
            }

            return;
        }

        foreach (var row in rows)
        {
            output.Text("  " + string.Join("  ", row.Select((cell, i) => i < 2 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        }
    }

    public static void Bars(this TextOutput output, IReadOnlyList<EffectiveSegment> segments, IReadOnlyList<string> kinds)
    {
        var from = UnixTime.Of(segments[0].From);
        var to = EndOfPicture(segments);
        foreach (var kind in kinds.Count > 0 ? kinds : [Seats.GenericName])
        {
            var top = segments.Max(p => Figure(p, kind));
            var bar = string.Concat(Enumerable.Range(0, BarColumns).Select(column => Mark(Figure(At(segments, from, to, column), kind), top, output.Drawings)));
            var label = kind.Length <= LabelColumns ? kind : kind[..(LabelColumns - 2)] + "..";
            output.Text($"  {label.PadRight(LabelColumns)} |{bar}| {Range(segments, kind)}");
        }

        var (left, right) = (TextForms.Minute(from), to < UnixTime.Of(segments[^1].To) ? "and so on" : TextForms.Minute(to));
        output.Text(new string(' ', LabelColumns + 4) + left + right.PadLeft(Math.Max(right.Length + 2, BarColumns - left.Length)));
    }

    /// <summary>Where the last segment has no end, a quarter more than all that changes, or a year.</summary>
    private static long EndOfPicture(IReadOnlyList<EffectiveSegment> segments)
    {
        var (first, last, end) = (UnixTime.Of(segments[0].From), UnixTime.Of(segments[^1].From), UnixTime.Of(segments[^1].To));
        return end < UnixTime.Max ? end : Math.Min(end, last + Math.Max(365 * 86_400L, (last - first) / 4));
    }

    /// <summary>The segment that a column shows: the shortest one in it, so that no stage is lost.</summary>
    private static EffectiveSegment At(IReadOnlyList<EffectiveSegment> segments, long from, long to, int column)
    {
        var start = from + (long)((to - from) * ((double)column / BarColumns));
        var end = Math.Max(start + 1, from + (long)((to - from) * ((column + 1d) / BarColumns)));
        return segments.Where(p => UnixTime.Of(p.From) < end && start < UnixTime.Of(p.To)).MinBy(p => p.To - p.From) ?? segments[^1];
    }

    /// <summary>The count that is shown of a kind; of generic seats where no kind is named.</summary>
    private static long Figure(EffectiveSegment segment, string kind) => kind == Seats.GenericName ? segment.Seats.Generic : segment.Most[kind];

    private static char Mark(long figure, long top, bool drawings)
    {
        var marks = drawings ? Blocks : Marks;
        return figure == 0 ? ' '
            : figure == Limit.Unlimited ? marks[^1]
            : top == Limit.Unlimited ? marks[0]
            : marks[(int)(((figure * marks.Length) - 1) / top)];
    }

    private static string Range(IReadOnlyList<EffectiveSegment> segments, string kind)
    {
        var (least, most) = (segments.Min(p => Figure(p, kind)), segments.Max(p => Figure(p, kind)));
        return least == most ? Short(most) : $"{Short(least)}..{Short(most)}";
    }

    /// <summary>Few enough characters for the margin.</summary>
    private static string Short(long figure) => figure switch
    {
        Limit.Unlimited => "any",
        >= 1_000_000 => $"{figure / 1_000_000}M",
        >= 10_000 => $"{figure / 1_000}k",
        _ => Seats.Text(figure),
    };
}
