using System.CommandLine;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Signing;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>code</c>: the License Code of an installation key.</summary>
internal sealed class CodeVerb : IVerb
{
    private readonly Argument<string> _file = SharedOptions.File<string>("The installation key, private or public.");
    private readonly Option<string> _product = SharedOptions.Product(required: true);

    public Command Command => new("code", "Print the License Code of an installation key.") { _file, _product };

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        if (!KeyFile.ReadPublic(parsed.GetRequiredValue(_file)).Is(out var key, out var fault))
        {
            return fault;
        }

        var product = parsed.GetRequiredValue(_product);
        var code = LicenseCode.Of(key, product).ToString();
        return Answer.Made(
            json =>
            {
                json.WriteString("code"u8, code);
                json.WriteString("product"u8, product);
                json.WriteString("publicKey"u8, key.X);
            },
            output => output.Line(code));
    }
}
