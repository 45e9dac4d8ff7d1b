using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>Periods for people: a table, and a picture with a bar for each kind.</summary>
internal static class PeriodForms
{
    private const string Blocks = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
    private const string Marks = "_-=#";
    private const int LabelColumns = 13;
    private const int FigureColumns = 12;
    private const int BarColumns = Paper.Columns - LabelColumns - FigureColumns - 5;

    public static void Periods(this Paper paper, IReadOnlyList<Period> periods, IReadOnlyList<string> kinds)
    {
        kinds = kinds.Count > 0 ? kinds : [Seats.GenericName];
        paper.Line("At most of each kind alone, generic seats included:");
        string[][] rows =
        [
            ["from", "to", .. kinds],
            .. periods.Select(p => (string[])[PaperForms.Instant(p.From), PaperForms.Instant(p.To), .. kinds.Select(k => Seats.Text(p.Figure(k)))]),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => r[column].Length))];
        if (widths.Sum(w => w + 2) > Paper.Columns)
        {
            foreach (var row in rows.Skip(1))
            {
                paper.After("  ", $"{row[0]} to {row[1]}");
                paper.After("      ", string.Join(", ", kinds.Select((k, i) => $"{k} {row[i + 2]}")));
            }

            return;
        }

        foreach (var row in rows)
        {
            paper.Text("  " + string.Join("  ", row.Select((cell, i) => i < 2 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        }
    }

    public static void Bars(this Paper paper, IReadOnlyList<Period> periods, IReadOnlyList<string> kinds)
    {
        var from = periods[0].From;
        var to = EndOfPicture(periods);
        foreach (var kind in kinds.Count > 0 ? kinds : [Seats.GenericName])
        {
            var top = periods.Max(p => p.Figure(kind));
            var bar = string.Concat(Enumerable.Range(0, BarColumns).Select(column => Mark(At(periods, from, to, column).Figure(kind), top, paper.Drawings)));
            var label = kind.Length <= LabelColumns ? kind : kind[..(LabelColumns - 2)] + "..";
            paper.Text($"  {label.PadRight(LabelColumns)} |{bar}| {Range(periods, kind)}");
        }

        var (left, right) = (PaperForms.Instant(from), to < periods[^1].To ? "and so on" : PaperForms.Instant(to));
        paper.Text(new string(' ', LabelColumns + 4) + left + right.PadLeft(Math.Max(right.Length + 2, BarColumns - left.Length)));
    }

    /// <summary>Where the last period goes on for ever, a quarter more than all that changes, or a year.</summary>
    private static long EndOfPicture(IReadOnlyList<Period> periods)
    {
        var last = periods[^1];
        return last.To < UnixTime.Max ? last.To : Math.Min(last.To, last.From + Math.Max(365 * 86_400L, (last.From - periods[0].From) / 4));
    }

    /// <summary>The period that a column shows: the shortest one in it, so that no stage is lost.</summary>
    private static Period At(IReadOnlyList<Period> periods, long from, long to, int column)
    {
        var start = from + (long)((to - from) * ((double)column / BarColumns));
        var end = Math.Max(start + 1, from + (long)((to - from) * ((column + 1d) / BarColumns)));
        return periods.Where(p => p.From < end && start < p.To).MinBy(p => p.To - p.From) ?? periods[^1];
    }

    private static char Mark(long figure, long top, bool drawings)
    {
        var marks = drawings ? Blocks : Marks;
        return figure == 0 ? ' '
            : figure == Limit.Unlimited ? marks[^1]
            : top == Limit.Unlimited ? marks[0]
            : marks[(int)(((figure * marks.Length) - 1) / top)];
    }

    private static string Range(IReadOnlyList<Period> periods, string kind)
    {
        var (least, most) = (periods.Min(p => p.Figure(kind)), periods.Max(p => p.Figure(kind)));
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
