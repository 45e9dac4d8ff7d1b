using Spectre.Console;

namespace LicenseKit.Cli.Output;

/// <summary>What a person reads: plain lines for 80 columns, broken between words only, so that ids and paths can be copied whole.</summary>
/// <remarks>Colour only where the terminal has it; the words alone say everything.</remarks>
internal sealed class Paper
{
    private const int Columns = 80;
    private const int LabelColumns = 14;

    private readonly IAnsiConsole _console;

    public Paper(TextWriter writer)
    {
        var isTerminal = (writer == Console.Out && !Console.IsOutputRedirected) || (writer == Console.Error && !Console.IsErrorRedirected);
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Interactive = InteractionSupport.No,
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        _console.Profile.Width = short.MaxValue;
    }

    public void Line(string text = "", string style = "default") => Write(text, "", style);

    /// <summary>A label and its value; long values go on under themselves.</summary>
    public void Field(string label, string value, string style = "default") => Write(value, $"  {label}".PadRight(LabelColumns), style);

    public void Fault(LicenseFault fault)
    {
        Line($"{fault.Code.Text()}: {fault.Message}", "red");
        Line(fault.Remedy);
        if (fault.Link is { } link)
        {
            Field("link", link);
        }
    }

    private void Write(string text, string first, string style)
    {
        var line = first;
        var indent = new string(' ', first.Length);
        var empty = true;
        foreach (var word in Safe.Text(text).Split(' '))
        {
            if (!empty && line.Length + 1 + word.Length > Columns)
            {
                Print(line, style);
                (line, empty) = (indent, true);
            }

            line = empty ? line + word : $"{line} {word}";
            empty = false;
        }

        Print(line, style);
    }

    private void Print(string line, string style) => _console.MarkupLine(style == "default" ? Markup.Escape(line) : $"[{style}]{Markup.Escape(line)}[/]");
}
