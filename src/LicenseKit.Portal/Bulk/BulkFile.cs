using LicenseKit.Hosting;
using LicenseKit.Portal.Web;

namespace LicenseKit.Portal.Bulk;

/// <summary>A bulk file whose header is good. Its rows are judged one by one.</summary>
/// <param name="Header">Its header, as it stands in the file.</param>
/// <param name="Rows">At least one, and at most <see cref="LicenseChange.MaxBatch"/>.</param>
internal sealed record BulkFile(CsvRecord Header, IReadOnlyList<BulkRow> Rows)
{
    private const int LongestShown = 40;

    /// <summary>Reads a file; a fault of it as a whole names its line.</summary>
    public static Outcome<BulkFile> Read(BulkType type, string text)
    {
        if (!CsvFile.Read(text, LicenseChange.MaxBatch + 2).Is(out var records, out var fault))
        {
            return fault;
        }

        if (records is not [var header, .. var rows])
        {
            return CsvFile.Fault(1, "the file is empty", "Choose a CSV file, or paste its text; its first line names the columns.");
        }

        if (FaultOf(type, header) is { } bad)
        {
            return bad;
        }

        return rows.Length switch
        {
            0 => CsvFile.Fault(header.Line, "there is no row below the header", "Write one row for each license."),
            > LicenseChange.MaxBatch => CsvFile.Fault(
                rows[^1].Line, $"this is row {rows.Length}; at most {LicenseChange.MaxBatch} rows are taken", "Split the file."),
            _ => new BulkFile(header, RowsOf(type, header, rows)),
        };
    }

    /// <summary>The file with some of its rows.</summary>
    public string With(IEnumerable<BulkRow> rows) =>
        string.Concat(rows.Select(r => r.Record).Prepend(Header).Select(r => r.Text.TrimEnd('\r', '\n') + "\n"));

    /// <summary>What somebody wrote, as long as a sentence may show it.</summary>
    public static string Shown(string text) => text.Length > LongestShown ? text[..LongestShown] + "…" : text;

    private static BulkRow[] RowsOf(BulkType type, CsvRecord header, CsvRecord[] rows)
    {
        BulkColumn?[] columns = [.. header.Cells.Select(type.Find)];
        return [.. rows.Select(r => BulkRow.Read(type, columns, r))];
    }

    /// <summary>The first thing that is wrong with the header; null when it is good. A column without a name has no cells.</summary>
    private static LicenseFault? FaultOf(BulkType type, CsvRecord header)
    {
        string[] names = [.. header.Cells.Where(c => c.Length > 0)];
        if (names.FirstOrDefault(n => type.Find(n) is null) is { } unknown)
        {
            return CsvFile.Fault(header.Line, $"the column '{Shown(unknown)}' is not known",
                $"Name it one of {string.Join(", ", type.Columns.Select(c => c.Name))}, or leave it out.");
        }

        if (names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } doubled)
        {
            return CsvFile.Fault(header.Line, $"the column '{doubled.Key}' is there {doubled.Count()} times", "Leave one of them.");
        }

        return names.Contains("client", StringComparer.OrdinalIgnoreCase) ? null
            : CsvFile.Fault(header.Line, "there is no column 'client'", "Name the columns in the first line; 'client' is required.");
    }
}
