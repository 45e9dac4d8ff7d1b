using System.CommandLine;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Signing;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>key passphrase</c>: gives a key file a passphrase, another one, or none. The key stays the same; until the new file is whole the old one is there.</summary>
internal sealed class KeyPassphraseVerb(Passphrases passphrases) : IVerb
{
    private readonly Argument<string> _file = SharedOptions.File<string>("A private key file.");
    private readonly Option<bool> _remove = new("--remove") { Description = "Takes the passphrase away: the file is plain then." };

    public Command Command => new("passphrase", "Give a key file a passphrase, change it, or take it away.") { _file, _remove };

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        var path = parsed.GetRequiredValue(_file);
        if (path == InputFile.StandardInput)
        {
            return Answer.Of(new(FaultCode.MalformedRequest, "A key that is read from standard input cannot be written back there.", "Give the key's file."), CommandLine.Wrong);
        }

        var remove = parsed.GetValue(_remove);
        if (!KeyFile.ReadStored(path).Is(out var stored, out var fault))
        {
            return fault;
        }

        if (remove && !stored.IsEncrypted)
        {
            return Made(path, stored, "has no passphrase, as before", encrypted: false, changed: false);
        }

        if (!stored.OpenToStore(passphrases.Present(stored, path)).Is(out var key, out fault))
        {
            return KeyFile.In(path, fault);
        }

        using (key)
        {
            return (remove ? (Outcome<string>)"" : passphrases.Next(path)).Is(out var next, out fault) && Written(key, next).Is(out var text, out fault)
                ? new OutputFiles().AddSecret(Target(path), text, replace: true).Commit() is { } unwritable ? unwritable : Made(path, stored, Describe(stored, remove), !remove, changed: true)
                : fault;
        }
    }

    /// <summary>The text of the new file, which has been opened once: a file that nobody can open replaces no key.</summary>
    private static Outcome<string> Written(SigningKey key, string passphrase)
    {
        if (!StoredKey.Write(key, passphrase).Is(out var text, out var fault) || !StoredKey.Read(text).Is(out var again, out fault) || !again.Open(passphrase).Is(out var opened, out fault))
        {
            return fault;
        }

        opened.Dispose();
        return text;
    }

    /// <summary>Where the file really is: a link to it stays a link.</summary>
    private static string Target(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    private static string Describe(StoredKey before, bool remove) =>
        remove ? "has no passphrase now: whoever reads the file has the key" : before.IsEncrypted ? "has another passphrase now" : "has a passphrase now";

    private static Answer Made(string path, StoredKey key, string said, bool encrypted, bool changed) => Answer.Made(
        json =>
        {
            json.WriteString("file"u8, path);
            json.WriteBoolean("encrypted"u8, encrypted);
            json.WriteBoolean("changed"u8, changed);
            json.WriteString("thumbprint"u8, key.PublicKey.Thumbprint);
        },
        output =>
        {
            output.Line($"{path} {said}.", encrypted ? Severity.None : Severity.Warning);
            output.Field("key", key.PublicKey.Thumbprint);
        });
}
