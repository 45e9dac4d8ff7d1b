using System.Text;
using Spectre.Console.Rendering;

namespace LicenseKit.Cli.Output;

/// <summary>What a person reads: plain lines for 80 columns, broken between words only, so that ids and paths can be copied whole.</summary>
/// <remarks>Color only where the terminal has it; the words alone say everything.</remarks>
internal sealed class TextOutput(TextWriter writer, ConsoleCapabilities capabilities)
{
    public const int Columns = 80;
    private const int LabelColumns = 14;

    /// <summary>True where lines and blocks may be drawn with other characters than ASCII.</summary>
    public bool Drawings => capabilities.Drawings;

    public void Line(string text = "", Severity severity = Severity.None) => Write(text, "", severity);

    /// <summary>A label and its value; long values go on under themselves.</summary>
    public void Field(string label, string value, Severity severity = Severity.None) => Write(value, $"  {label}".PadRight(LabelColumns), severity);

    /// <summary>A text after a margin; long texts go on under themselves.</summary>
    public void After(string margin, string text, Severity severity = Severity.None) => Write(text, margin, severity);

    /// <summary>A line of a table or picture, as it is.</summary>
    public void Text(string line) => Print(Sanitize.Text(line), Severity.None, int.MaxValue);

    /// <summary>Lines of the program itself, as they are.</summary>
    public void Verbatim(string lines) => writer.Write(lines);

    /// <summary>A text after a margin whose first word has the color of the severity, and not the text.</summary>
    public void Marked(string margin, string text, Severity severity) => Write(text, margin, severity, margin.Length);

    public void Fault(LicenseFault fault)
    {
        Line($"{fault.Code.Text()}: {fault.Message}", Severity.Error);
        Line(fault.Remedy);
        if (fault.Link is { } link)
        {
            Field("link", link);
        }
    }

    private void Write(string text, string margin, Severity severity, int colored = int.MaxValue)
    {
        var line = margin;
        var indent = new string(' ', Cells(margin));
        var cells = indent.Length;
        var empty = true;
        foreach (var word in Sanitize.Text(text).Split(' '))
        {
            var width = Cells(word);
            if (!empty && cells + 1 + width > Columns)
            {
                Print(line, severity, colored);
                (line, cells, empty, colored) = (indent, indent.Length, true, colored == int.MaxValue ? colored : 0);
            }

            line = empty ? line + word : $"{line} {word}";
            cells += empty ? width : 1 + width;
            empty = false;
        }

        Print(line, severity, colored);
    }

    /// <summary>The cells of a terminal that a text takes: an ideograph two, a mark that combines with the letter before it none.</summary>
    private static int Cells(string text) => Ascii.IsValid(text) ? text.Length : new Segment(text).CellCount();

    private void Print(string line, Severity severity, int colored)
    {
        if (!capabilities.Colors || severity == Severity.None || colored == 0)
        {
            writer.WriteLine(line);
            return;
        }

        var length = Math.Min(colored, line.Length);
        writer.Write($"\u001b[{(int)severity}m");
        writer.Write(line.AsSpan(0, length));
        writer.Write("\u001b[0m");
        writer.WriteLine(line.AsSpan(length));
    }
}
