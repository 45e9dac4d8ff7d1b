using System.CommandLine;
using LicenseKit.Chains;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Issuing;
using LicenseKit.Signing;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>init</c>: a vendor's root key, and the Master license and key of its first server.</summary>
internal sealed class InitVerb(Passphrases passphrases) : IVerb
{
    private const string What = "the two private keys";

    private static readonly string[] FileNames = ["root.key.pem", "root.pub.pem", "master.key.pem", "master.lic"];

    private readonly Option<string> _product = SharedOptions.Product(required: true);
    private readonly Option<string> _client = new("--client") { Description = "Whose Master it is.", HelpName = "NAME", Required = true };
    private readonly Option<string> _out = SharedOptions.Path("--out", "The folder for the four files; made when it is missing.", "DIR");
    private readonly Option<string> _seats = SharedOptions.Checked(
        new("--seats") { Description = "Seats by kind, such as developer=5,generic=unlimited; unlimited when left out.", HelpName = "k=n,…" },
        text => SeatList.TryParse(text, out _) ? null : "is not a list of seats such as developer=5,execution=unlimited,generic=3.");

    public Command Command => new("init", "Make a root key, its public half, and a Master license with its key.") { _product, _client, _out, _seats };

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        var folder = parsed.GetRequiredValue(_out);
        var paths = Array.ConvertAll(FileNames, name => Path.Combine(folder, name));
        if (OutputFiles.Exists(paths) is { } exists)
        {
            return exists;
        }

        if (!passphrases.ForNew(What).Is(out var passphrase, out var fault))
        {
            return fault;
        }

        var seats = parsed.GetValue(_seats) is { } text && SeatList.TryParse(text, out var given) ? given : null;
        using var root = SigningKey.Create();
        using var holder = SigningKey.Create();
        var (product, client) = (parsed.GetRequiredValue(_product), parsed.GetRequiredValue(_client));
        if (!MasterLicense.Claims(root.PublicKey, holder.PublicKey, product, client, seats, RandomId.New(), now).Is(out var claims, out fault)
            || !MasterLicense.Sign(claims, root).Is(out var file, out fault)
            || !StoredKey.Write(root, passphrase).Is(out var storedRoot, out fault) || !StoredKey.Write(holder, passphrase).Is(out var storedHolder, out fault))
        {
            return fault;
        }

        if ((OutputFolder.Make(folder) ?? new OutputFiles().AddSecret(paths[0], storedRoot).Add(paths[1], System.Text.Encoding.ASCII.GetBytes(root.PublicKey.ToPem()))
            .AddSecret(paths[2], storedHolder).Add(paths[3], file).Commit()) is { } unwritable)
        {
            return unwritable;
        }

        passphrases.Warn(passphrase, What);
        var license = new Verifier(null, new RootKey(root.PublicKey)).Verify(file, now).License!;
        return Answer.Made(
            json =>
            {
                json.WriteBoolean("encrypted"u8, passphrase.Length > 0);
                json.WriteString("rootKey"u8, paths[0]);
                json.WriteString("rootPublicKey"u8, paths[1]);
                json.WriteString("masterKey"u8, paths[2]);
                json.WriteString("master"u8, paths[3]);
                json.License(license.Claims);
            },
            output =>
            {
                output.Line($"Made in {folder}:");
                output.Line("  root.key.pem    the root key: keep it offline, it signs Master licenses only");
                output.Line("  root.pub.pem    its public half: pin it in your app");
                output.Line("  master.key.pem  the key of the Master's server");
                output.Line($"  master.lic      Master license '{license.Client}' for {license.Product}");
            });
    }
}
