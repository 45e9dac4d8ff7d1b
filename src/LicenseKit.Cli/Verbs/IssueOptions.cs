using System.CommandLine;
using System.CommandLine.Parsing;

namespace LicenseKit.Cli.Verbs;

/// <summary>The options of <c>issue</c>, and which of them go together.</summary>
internal sealed class IssueOptions
{
    public Option<string> Issuer { get; } = SharedOptions.Path("--issuer", "The issuer's license file; needs --key.", "FILE.lic", required: false);

    public Option<string> Key { get; } = SharedOptions.Path("--key", "The issuer's private key.", required: false);

    public Option<string> RootKey { get; } = SharedOptions.Path("--root-key", "Signs a Master license with this private root key.", required: false);

    public Option<string> Product { get; } = SharedOptions.Product(required: false);

    public Option<string[]> Roots { get; } = SharedOptions.Roots(required: false);

    public Option<string> Draft { get; } = SharedOptions.Path("--draft", "The draft in JSON. Without it --replaces signs the old content again.", required: false);

    public Option<string> Code { get; } = SharedOptions.Path("--code", "Binds to the installation with this License Code.", "CODE", required: false);

    public Option<string> Holder { get; } = SharedOptions.Path("--holder", "Binds to the installation with this public key.", "PUB", required: false);

    public Option<string> Request { get; } = SharedOptions.Path("--request", "Binds to the installation that made this activation request.", required: false);

    public Option<string> Replaces { get; } = SharedOptions.Path("--replaces", "The version to replace: same id, serial + 1, the holder kept unless given.", "OLD.lic", required: false);

    public Option<string> State { get; } = SharedOptions.Checked(new("--state") { Description = "active, suspended or revoked (final).", HelpName = "S" },
        text => text is "active" or "suspended" or "revoked" ? null : "is not active, suspended or revoked.");

    public Option<string> Out { get; } = SharedOptions.Path("--out", "The license file to make; may exist only where --replaces names it too.");

    public Option<string> Format { get; } = SharedOptions.Format("--format", required: false);

    public Command Command()
    {
        var command = new Command("issue", "Sign a server license.") { Issuer, Key, RootKey, Product, Roots, Draft, Code, Holder, Request, Replaces, State, Out, Format };
        command.Validators.Add(result =>
        {
            if (Complaint(result) is { } complaint)
            {
                result.AddError(complaint);
            }
        });
        return command;
    }

    private string? Complaint(CommandResult given)
    {
        bool Has(Option option) => given.GetResult(option) is { Implicit: false };
        return Has(Issuer) == Has(RootKey) ? "Give either --issuer with --key, or --root-key."
            : Has(Issuer) != Has(Key) ? "--issuer and --key go together."
            : Has(RootKey) && !Has(Product) && !Has(Replaces) ? "--root-key needs --product."
            : !Has(Draft) && !Has(Replaces) ? "Give --draft."
            : new[] { Has(Code), Has(Holder), Has(Request) }.Count(h => h) > 1 ? "Give only one of --code, --holder and --request."
            : null;
    }
}
