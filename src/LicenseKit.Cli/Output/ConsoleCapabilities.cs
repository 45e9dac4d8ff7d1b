using System.Text;
using Spectre.Console;

namespace LicenseKit.Cli.Output;

/// <summary>What a stream can show: colors on a terminal that has them (<c>NO_COLOR</c> says no), drawn lines where its encoding is UTF-8.</summary>
internal sealed record ConsoleCapabilities(bool Colors, bool Drawings)
{
    public static ConsoleCapabilities Of(TextWriter writer)
    {
        var isTerminal = (writer == Console.Out && !Console.IsOutputRedirected) || (writer == Console.Error && !Console.IsErrorRedirected);
        return new(isTerminal && HasColors(writer), writer.Encoding.CodePage == Encoding.UTF8.CodePage);
    }

    private static bool HasColors(TextWriter writer)
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Interactive = InteractionSupport.No });
        return terminal.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };
    }
}
