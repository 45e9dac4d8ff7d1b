using System.CommandLine;
using LicenseKit.Chains;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>session-license</c>: what a team, a client or a group of robots may take from one server.</summary>
internal sealed class SessionLicenseVerb(Passphrases passphrases) : IVerb
{
    private readonly Option<string> _issuer = SharedOptions.Path("--issuer", "The server's license file.");
    private readonly Option<string> _key = SharedOptions.Path("--key", "The server's private key.");
    private readonly Option<string> _draft = SharedOptions.Path("--draft", "The draft in JSON; it must name serverUrl.");
    private readonly Option<string> _out = SharedOptions.Path("--out", "The session license file to make.");
    private readonly Option<string[]> _roots = SharedOptions.Roots(required: false);
    private readonly Option<string> _format = SharedOptions.Format("--format", required: false);

    public Command Command => new("session-license", "Sign a session license.") { _issuer, _key, _draft, _out, _roots, _format };

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        var path = parsed.GetRequiredValue(_out);
        if (OutputFiles.Exists(path) is { } exists)
        {
            return exists;
        }

        if (!KeyFile.ReadPrivate(parsed.GetRequiredValue(_key), passphrases).Is(out var key, out var fault))
        {
            return fault;
        }

        using (key)
        {
            return Sign(parsed, key, now).Is(out var signed, out fault)
                ? new OutputFiles().Add(path, signed.File).Commit() is { } unwritable ? unwritable : Made(path, signed.License)
                : fault;
        }
    }

    private Outcome<Signed> Sign(ParseResult parsed, SigningKey key, DateTimeOffset now)
    {
        if (!RootFiles.Read(parsed.GetValue(_roots)).Is(out var roots, out var fault)
            || !IssuerFile.Read(parsed.GetRequiredValue(_issuer), key, roots).Is(out var issuer, out fault)
            || !InputFile.ReadText(parsed.GetRequiredValue(_draft), FaultCode.BadDraft).Is(out var text, out fault)
            || !DraftReader.ReadSessionLicense(text).Is(out var draft, out fault))
        {
            return fault;
        }

        if (string.IsNullOrEmpty(draft.ServerUrl))
        {
            return new LicenseFault(FaultCode.DraftValue, "The draft's 'serverUrl' is missing; apps ask for seats there.", "Give the server's public URL.", "serverUrl");
        }

        return LicenseFactory.Session(draft, IssuerTerms.Of(issuer.Chain, null), RandomId.New(), null, UnixTime.Of(now)).Is(out var claims, out fault)
            && (FileForm.Of(parsed.GetValue(_format)) == LicenseEncoding.Xml ? SignXml(claims, issuer, key) : SignNative(claims, issuer, key)).Is(out var signed, out fault)
            ? signed
            : fault;
    }

    private static Outcome<Signed> SignNative(SessionLicenseClaims claims, IssuerFile issuer, SigningKey key) =>
        new VersionWriter(issuer.Reader, key.PublicKey).Write(claims, issuer.Chain).Is(out var license, out var fault)
            ? new Signed(claims, issuer.Chain.ToBundle(key.PublicKey, below: [license.Sign(key).Compact]))
            : fault;

    /// <summary>By the same rules: within its server's license, and read back before anybody gets it.</summary>
    private static Outcome<Signed> SignXml(SessionLicenseClaims claims, IssuerFile issuer, SigningKey key)
    {
        if (Within.Check(claims, issuer.Chain.Leaf) is { } larger)
        {
            return larger;
        }

        var file = XmlLicenses.Sign(claims, issuer.Chain, key);
        return issuer.Reader.Read(file).Is(out _, out var fault) ? new Signed(claims, file) : fault;
    }

    private static Answer Made(string path, SessionLicenseClaims license) => Answer.Made(
        json =>
        {
            json.WriteString("file"u8, path);
            json.SessionLicense(license);
        },
        output =>
        {
            output.Line($"Made {path}: session license '{license.Client}', serial {license.Serial}.");
            output.SessionLicense(license);
            output.Line("Whoever has this file may use it: send it like a password.");
        });

    private sealed record Signed(SessionLicenseClaims License, byte[] File);
}
