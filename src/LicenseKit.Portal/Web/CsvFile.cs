using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace LicenseKit.Portal.Web;

/// <summary>Reads CSV as spreadsheets write it.</summary>
/// <remarks>RFC 4180 with any line end, separated by commas, or by semicolons or tabs where the header has no comma.</remarks>
internal static class CsvFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file in UTF-8, without its byte order mark.</summary>
    public static Outcome<string> Decode(byte[] bytes)
    {
        try
        {
            return Utf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)).Count((byte)'\n');
            return Fault(line, "it is not UTF-8", "Save the file as “CSV UTF-8”, and choose it again.");
        }
    }

    /// <summary>The records that are not empty, the header first.</summary>
    /// <param name="text">The file.</param>
    /// <param name="most">Most records that are read.</param>
    public static Outcome<CsvRecord[]> Read(string text, int most)
    {
        var records = new List<CsvRecord>();
        using var parser = new CsvParser(new StringReader(text), FormOf(text));
        while (records.Count < most)
        {
            var line = parser.RawRow + 1;
            if (!TryRead(parser, out var cells))
            {
                return Fault(line, "there are quotes that do not enclose a whole cell",
                    "Put quotes around the cell, and write a quote inside of it twice.");
            }

            if (cells is null)
            {
                break;
            }

            var record = new CsvRecord(line, parser.RawRecord, [.. cells.Select(c => Csv.TextOf(c.Trim()))]);
            if (!record.IsEmpty)
            {
                records.Add(record);
            }
        }

        return records.ToArray();
    }

    /// <summary>What is wrong with a line of a file.</summary>
    public static LicenseFault Fault(int line, string what, string remedy) => new(FaultCode.BadDraft, $"Line {line}: {what}.", remedy);

    /// <summary>False when quotes do not fit; null cells at the end of the file.</summary>
    private static bool TryRead(CsvParser parser, out string[]? cells)
    {
        cells = null;
        try
        {
            cells = parser.Read() ? parser.Record : null;
            return cells is null || parser.RawRecord.AsSpan().Count('"') % 2 == 0;
        }
        catch (BadDataException)
        {
            return false;
        }
    }

    private static CsvConfiguration FormOf(string text)
    {
        var start = text.AsSpan().TrimStart("\r\n");
        var end = start.IndexOfAny('\r', '\n');
        var header = end < 0 ? start : start[..end];
        var separator = header.Contains(',') ? "," : header.Contains(';') ? ";" : header.Contains('\t') ? "\t" : ",";
        return new(CultureInfo.InvariantCulture) { Delimiter = separator, IgnoreBlankLines = false };
    }
}
