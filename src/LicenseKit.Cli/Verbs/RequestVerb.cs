using System.CommandLine;
using System.Text;
using LicenseKit.Protocol;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>request</c>: the activation request of an installation, a file for its issuer.</summary>
internal sealed class RequestVerb(Passphrases passphrases) : IVerb
{
    private readonly Option<string> _key = SharedOptions.Path("--key", "The installation's private key.");
    private readonly Option<string> _product = SharedOptions.Product(required: true);
    private readonly Option<string> _out = SharedOptions.Path("--out", "The request file to make.");

    public Command Command => new("request", "Make an activation request for an installation key.") { _key, _product, _out };

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
            var product = parsed.GetRequiredValue(_product);
            var request = ActivationRequest.Sign(key, product, UnixTime.Of(now), RandomId.New());
            if (new OutputFiles().Add(path, Encoding.UTF8.GetBytes(request.ToFile() + "\n")).Commit() is { } unwritable)
            {
                return unwritable;
            }

            var code = LicenseCode.Of(request.Key, product).ToString();
            return Answer.Made(
                json =>
                {
                    json.WriteString("file"u8, path);
                    json.WriteString("product"u8, product);
                    json.WriteString("code"u8, code);
                    json.WriteString("publicKey"u8, request.Key.X);
                },
                output =>
                {
                    output.Line($"Made {path}, an activation request for {product}.");
                    output.Field("code", code);
                    output.Line("Send it to the issuer, who uses it with 'licensekit issue --request'.");
                });
        }
    }
}
