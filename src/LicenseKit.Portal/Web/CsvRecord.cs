namespace LicenseKit.Portal.Web;

/// <summary>A record of a CSV file.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Text">As it stands in the file, with its line end.</param>
/// <param name="Cells">What its cells say, without white space around it.</param>
internal sealed record CsvRecord(int Line, string Text, IReadOnlyList<string> Cells)
{
    /// <summary>True for an empty line, and for one of separators only.</summary>
    public bool IsEmpty => Cells.All(c => c.Length == 0);
}
