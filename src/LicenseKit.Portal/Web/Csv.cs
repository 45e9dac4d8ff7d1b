using System.Text;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Web;

/// <summary>A download as RFC 4180, written row by row.</summary>
internal static class Csv
{
    /// <summary>A file of rows; nothing is kept in memory but the row that is written.</summary>
    public static IResult File(string name, IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<string>> rows) =>
        Results.Stream(async stream =>
        {
            var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n" };
            await using var _ = writer.ConfigureAwait(false);
            await writer.WriteLineAsync(Line(header)).ConfigureAwait(false);
            await foreach (var row in rows.ConfigureAwait(false))
            {
                await writer.WriteLineAsync(Line(row)).ConfigureAwait(false);
            }
        }, "text/csv; charset=utf-8", name);

    /// <summary>What a cell says: without the apostrophe that <see cref="Cell"/> put before a formula.</summary>
    public static string TextOf(string cell) => cell is ['\'', var next, ..] && IsFormula(next) ? cell[1..] : cell;

    private static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell));

    /// <summary>A cell; what a spreadsheet would take for a formula begins with an apostrophe.</summary>
    internal static string Cell(string text)
    {
        var safe = text is [var first, ..] && IsFormula(first) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsFormula(char first) => first is '=' or '+' or '-' or '@' or '\t' or '\r';
}
