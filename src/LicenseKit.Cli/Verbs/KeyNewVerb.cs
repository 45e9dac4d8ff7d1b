using System.CommandLine;
using System.Text;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Signing;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>key new</c>: the key pair of an installation.</summary>
internal sealed class KeyNewVerb(Passphrases passphrases) : IVerb
{
    private const string What = "the key";

    private readonly Option<string> _out = SharedOptions.Path("--out", "The private key's file; only its owner may read it.");
    private readonly Option<string> _public = SharedOptions.Path("--pub", "Writes the public half too.", required: false);

    public Command Command => new("new", "Make an installation key.") { _out, _public };

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        var path = parsed.GetRequiredValue(_out);
        if (OutputFiles.Exists(path) is { } exists)
        {
            return exists;
        }

        if (!passphrases.ForNew(What).Is(out var passphrase, out var fault))
        {
            return fault;
        }

        using var key = SigningKey.Create();
        if (!StoredKey.Write(key, passphrase).Is(out var stored, out fault))
        {
            return fault;
        }

        var files = new OutputFiles().AddSecret(path, stored);
        if (parsed.GetValue(_public) is { } publicPath)
        {
            files.Add(publicPath, Encoding.ASCII.GetBytes(key.PublicKey.ToPem()));
        }

        if (files.Commit() is { } unwritable)
        {
            return unwritable;
        }

        passphrases.Warn(passphrase, What);
        var (pem, x, thumbprint) = (key.PublicKey.ToPem(), key.PublicKey.X, key.PublicKey.Thumbprint);
        return Answer.Made(
            json =>
            {
                json.WriteString("file"u8, path);
                json.WriteBoolean("encrypted"u8, passphrase.Length > 0);
                json.WriteString("publicKeyFile"u8, parsed.GetValue(_public));
                json.WriteString("publicKey"u8, x);
                json.WriteString("thumbprint"u8, thumbprint);
                json.WriteString("pem"u8, pem);
            },
            output =>
            {
                output.Line($"Made {path}; its public half is:");
                foreach (var line in pem.Trim().Split('\n'))
                {
                    output.Line(line.TrimEnd('\r'));
                }
            });
    }
}
