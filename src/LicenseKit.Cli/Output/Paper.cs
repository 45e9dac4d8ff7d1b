using System.Text;
using Spectre.Console.Rendering;

namespace LicenseKit.Cli.Output;

/// <summary>What a person reads: plain lines for 80 columns, broken between words only, so that ids and paths can be copied whole.</summary>
/// <remarks>Colour only where the terminal has it; the words alone say everything.</remarks>
internal sealed class Paper(TextWriter writer, Look look)
{
    public const int Columns = 80;
    private const int LabelColumns = 14;

    /// <summary>True where lines and blocks may be drawn with other characters than ASCII.</summary>
    public bool Drawings => look.Drawings;

    public void Line(string text = "", Tone tone = Tone.Plain) => Write(text, "", tone);

    /// <summary>A label and its value; long values go on under themselves.</summary>
    public void Field(string label, string value, Tone tone = Tone.Plain) => Write(value, $"  {label}".PadRight(LabelColumns), tone);

    /// <summary>A text after a margin; long texts go on under themselves.</summary>
    public void After(string margin, string text, Tone tone = Tone.Plain) => Write(text, margin, tone);

    /// <summary>A line of a table or picture, as it is.</summary>
    public void Text(string line) => Print(Safe.Text(line), Tone.Plain, int.MaxValue);

    /// <summary>A text after a margin whose first word has the tone, and not the text.</summary>
    public void Marked(string margin, string text, Tone tone) => Write(text, margin, tone, margin.Length);

    public void Fault(LicenseFault fault)
    {
        Line($"{fault.Code.Text()}: {fault.Message}", Tone.Bad);
        Line(fault.Remedy);
        if (fault.Link is { } link)
        {
            Field("link", link);
        }
    }

    private void Write(string text, string margin, Tone tone, int toned = int.MaxValue)
    {
        var line = margin;
        var indent = new string(' ', Cells(margin));
        var cells = indent.Length;
        var empty = true;
        foreach (var word in Safe.Text(text).Split(' '))
        {
            var width = Cells(word);
            if (!empty && cells + 1 + width > Columns)
            {
                Print(line, tone, toned);
                (line, cells, empty, toned) = (indent, indent.Length, true, toned == int.MaxValue ? toned : 0);
            }

            line = empty ? line + word : $"{line} {word}";
            cells += empty ? width : 1 + width;
            empty = false;
        }

        Print(line, tone, toned);
    }

    /// <summary>The cells of a terminal that a text takes: an ideograph two, a mark that combines with the letter before it none.</summary>
    private static int Cells(string text) => Ascii.IsValid(text) ? text.Length : new Segment(text).CellCount();

    private void Print(string line, Tone tone, int toned)
    {
        if (!look.Colours || tone == Tone.Plain || toned == 0)
        {
            writer.WriteLine(line);
            return;
        }

        var length = Math.Min(toned, line.Length);
        writer.Write($"\u001b[{(int)tone}m");
        writer.Write(line.AsSpan(0, length));
        writer.Write("\u001b[0m");
        writer.WriteLine(line.AsSpan(length));
    }
}
