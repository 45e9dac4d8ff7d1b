using LicenseKit.Cli.Output;
using LicenseKit.Signing;
using Spectre.Console;

namespace LicenseKit.Cli.Files;

/// <summary>Where the passphrases of key files come from: the environment, else the terminal. No option takes one: options are seen in process lists.</summary>
/// <param name="given">What the environment says; null when it says nothing.</param>
/// <param name="ask">Asks at the terminal without an echo; null where there is none.</param>
/// <param name="error">Takes questions and warnings, so that standard output stays what the verb answers.</param>
/// <param name="next">What the environment says about the passphrase that a stored key shall get; null when it says nothing.</param>
internal sealed class Passphrases(string? given, Func<string, string>? ask, TextWriter error, string? next = null)
{
    private const string Variable = "LICENSEKIT_PASSPHRASE";
    private const string NextVariable = "LICENSEKIT_NEW_PASSPHRASE";
    private const int Tries = 3;

    public static Passphrases OfProcess(TextWriter error) =>
        new(Environment.GetEnvironmentVariable(Variable), Console.IsInputRedirected ? null : question => Ask(question, error), error, Environment.GetEnvironmentVariable(NextVariable));

    /// <summary>The passphrase of a key that is made now, typed twice; empty = plain.</summary>
    public Outcome<string> ForNew(string what) =>
        given is not null || ask is null ? given ?? "" : Typed($"New passphrase for {what} (empty: none): ");

    /// <summary>Warns of a key that has been written unencrypted.</summary>
    public void Warn(string passphrase, string what)
    {
        if (passphrase.Length == 0)
        {
            new TextOutput(error, ConsoleCapabilities.Of(error)).Line($"Warning: no passphrase for {what}: written unencrypted, and whoever reads the file has the key. 'licensekit key passphrase' gives it one; next time set {Variable}, or run this at a terminal.", Severity.Warning);
        }
    }

    /// <summary>The passphrase of a key that was stored; asks only for an encrypted one.</summary>
    public string? Present(StoredKey key, string path) =>
        !key.IsEncrypted ? null : string.IsNullOrEmpty(given) ? ask?.Invoke($"Passphrase of {Sanitize.Text(path)}: ") : given;

    /// <summary>The passphrase that a stored key shall get, typed twice; never empty.</summary>
    public Outcome<string> Next(string path)
    {
        if (!(!string.IsNullOrEmpty(next) || ask is null ? next ?? "" : Typed($"New passphrase of {Sanitize.Text(path)}: ")).Is(out var passphrase, out var fault))
        {
            return fault;
        }

        return passphrase.Length > 0 ? passphrase : new LicenseFault(FaultCode.PassphraseNeeded, $"No new passphrase was given for '{Sanitize.Text(path)}'; the file is as it was.",
            $"Set {NextVariable}, or run this at a terminal; --remove takes a passphrase away.");
    }

    private Outcome<string> Typed(string question)
    {
        for (var i = 0; i < Tries; i++)
        {
            var first = ask!(question);
            if (first.Length == 0 || ask("The same again: ") == first)
            {
                return first;
            }

            new TextOutput(error, ConsoleCapabilities.Of(error)).Line("The two are not the same.");
        }

        return new LicenseFault(FaultCode.WrongPassphrase, "The passphrase was typed differently the second time.", "Run the command again; nothing was written.");
    }

    private static string Ask(string question, TextWriter error)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error), Interactive = InteractionSupport.Yes });
        return console.Prompt(new TextPrompt<string>(Markup.Escape(question.TrimEnd())).Secret(null).AllowEmpty());
    }
}
