using System.CommandLine;
using LicenseKit.Chains;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>convert</c>: the last license of a file, signed again by its issuer in the other encoding. It says the same and has the same content hash.</summary>
internal sealed class ConvertVerb(Passphrases passphrases) : IVerb
{
    private readonly Argument<string> _file = SharedOptions.File<string>("A license file.");
    private readonly Option<string> _to = SharedOptions.Format("--to", required: true);
    private readonly Option<string> _key = SharedOptions.Path("--key", "The private key that signed the last license of the file.");
    private readonly Option<string> _out = SharedOptions.Path("--out", "The license file to make.");
    private readonly Option<string[]> _roots = SharedOptions.Roots(required: false);

    public Command Command => new("convert", "Sign a license again in the other encoding.") { _file, _to, _key, _out, _roots };

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        var path = parsed.GetRequiredValue(_out);
        if (OutputFiles.Exists(path) is { } exists)
        {
            return exists;
        }

        if (!RootFiles.Read(parsed.GetValue(_roots)).Is(out var roots, out var fault)
            || !InputFile.Read(parsed.GetRequiredValue(_file)).Is(out var bytes, out fault)
            || !KeyFile.ReadPrivate(parsed.GetRequiredValue(_key), passphrases).Is(out var key, out fault))
        {
            return fault;
        }

        using (key)
        {
            var to = FileForm.Of(parsed.GetValue(_to));
            return Convert(bytes, to, key, roots).Is(out var made, out fault)
                ? new OutputFiles().Add(path, made.File).Commit() is { } unwritable ? unwritable : Made(path, parsed.GetRequiredValue(_to), made.Chain)
                : fault;
        }
    }

    private static Outcome<Converted> Convert(byte[] bytes, LicenseEncoding to, SigningKey key, RootKey[] roots)
    {
        if (!FileForm.Open(bytes).Is(out var opened, out var fault))
        {
            return fault;
        }

        // Nothing is signed that this very key has not signed before: a Master is read under the key itself, any other link under the one above.
        var reader = (roots.Length > 0 ? new ChainReader(null, roots)
            : opened.Links.Count == 1 ? new ChainReader(null, [new RootKey(key.PublicKey)])
            : ChainReader.OfOwnFile()).Accepting(XmlLicenses.Format);
        if (!reader.Read(bytes).Is(out var chain, out fault))
        {
            return fault;
        }

        var signer = chain.SessionLicense is null ? chain.Leaf.Signer : chain.Holder;
        if (!key.PublicKey.Equals(signer))
        {
            return new LicenseFault(FaultCode.BoundElsewhere, $"The key is not the one that signed the last license of the file; that was {signer}.", "Give the key of its issuer.", link: chain.Leaf.Id);
        }

        var file = to == LicenseEncoding.Xml ? XmlLicenses.Convert(chain, key) : Native(chain, key);
        return reader.Read(file).Is(out var again, out fault) ? new Converted(file, again) : fault;
    }

    private static byte[] Native(Chain chain, SigningKey key)
    {
        var (above, last) = chain.SessionLicense is { } session
            ? (chain.Links, SessionLicense.Sign(session.Claims, key))
            : (chain.Links.SkipLast(1), ServerLicenseWriter.Sign(chain.Leaf.Claims, key));
        return Bundle.Write(above.Select(l => l.Jws).Append(last), chain.Keys());
    }

    private static Answer Made(string path, string format, Chain chain)
    {
        var (client, serial, hash) = chain.SessionLicense is { } session ? (session.Client, session.Serial, session.ContentHash) : (chain.Leaf.Client, chain.Leaf.Serial, chain.Leaf.ContentHash);
        return Answer.Made(
            json =>
            {
                json.WriteString("file"u8, path);
                json.WriteString("format"u8, format);
                json.WriteString("client"u8, client);
                json.WriteNumber("serial"u8, serial);
                json.WriteString("contentHash"u8, hash);
            },
            output =>
            {
                output.Line($"Made {path}: '{client}', serial {serial}, as {(format == "xml" ? "XML" : "JWS")}.");
                output.Field("content", hash);
            });
    }

    private sealed record Converted(byte[] File, Chain Chain);
}
