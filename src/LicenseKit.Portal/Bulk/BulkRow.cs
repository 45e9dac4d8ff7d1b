using System.Buffers;
using System.Text;
using System.Text.Json;
using LicenseKit.Hosting;
using LicenseKit.Portal.Web;
using LicenseKit.Portal.Words;

namespace LicenseKit.Portal.Bulk;

/// <summary>A row of a bulk file, and the license that it asks for.</summary>
/// <param name="Record">As it stands in the file.</param>
/// <param name="Cells">Its cells by the name of their column.</param>
/// <param name="Change">What it asks for, or why it cannot be read.</param>
internal sealed record BulkRow(CsvRecord Record, IReadOnlyList<(BulkColumn Column, string Cell)> Cells, Outcome<LicenseChange> Change)
{
    private const string SeatsMember = "seats";

    public int Line => Record.Line;

    public string Client => Of("client");

    /// <summary>The seats as they were typed.</summary>
    public string Seats =>
        string.Join(", ", Cells.Where(c => c.Column.IsSeats && c.Cell.Length > 0).Select(c => $"{c.Cell} {Say.Short(c.Column.Name)}"));

    /// <summary>The end as it was typed.</summary>
    public string End => Of("expires") is { Length: > 0 } expires ? expires : Of("duration");

    public static BulkRow Read(BulkType type, IReadOnlyList<BulkColumn?> header, CsvRecord record)
    {
        var cells = header.Zip(record.Cells).Where(c => c.First is not null).Select(c => (Column: c.First!, Cell: c.Second)).ToArray();
        var stray = record.Cells.Where((cell, i) => cell.Length > 0 && header.ElementAtOrDefault(i) is null).FirstOrDefault();
        return new(record, cells, stray is null ? type.Read(DraftOf(cells)) : Stray(stray));
    }

    /// <summary>The column that a fault is about, by the member or the value that it names; null when it is about the whole row.</summary>
    public string? ColumnOf(LicenseFault fault)
    {
        if (fault.Value is not { Length: > 0 } value)
        {
            return null;
        }

        var path = value.Split('.');
        var member = path is [SeatsMember, var kind, ..] ? kind : path[0];
        return Cells.Where(c => c.Column.Name == member).Concat(Cells.Where(c => c.Cell == value)).FirstOrDefault().Column?.Name;
    }

    private string Of(string column) => Cells.FirstOrDefault(c => c.Column.Name == column).Cell ?? "";

    /// <summary>The draft in JSON: what is empty is left out.</summary>
    private static string DraftOf(IReadOnlyList<(BulkColumn Column, string Cell)> cells)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            var given = cells.Where(c => c.Cell.Length > 0).ToLookup(c => c.Column.IsSeats);
            json.WriteStartObject();
            Write(json, given[false]);
            if (given[true].Any())
            {
                json.WriteStartObject(SeatsMember);
                Write(json, given[true]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<(BulkColumn Column, string Cell)> cells)
    {
        foreach (var (column, cell) in cells)
        {
            json.WritePropertyName(column.Name);
            column.Write(json, cell);
        }
    }

    private static LicenseFault Stray(string cell) => new(FaultCode.BadDraft,
        $"The cell '{BulkFile.Shown(cell)}' is below no column: put quotes around a cell with a separator, or give the column a name.",
        "Correct this row.");
}
