using System.CommandLine;
using LicenseKit.Licenses;

namespace LicenseKit.Cli;

/// <summary>Options that several verbs have, each with its check.</summary>
internal static class SharedOptions
{
    public static Option<string> Path(string name, string description, string help = "FILE", bool required = true) =>
        Checked(new(name) { Description = description, HelpName = help, Required = required }, text => text.Length == 0 || text.Contains('\0') ? "is empty or has a null character." : null);

    public static Option<string> Product(bool required) => Checked(new("--product") { Description = "The product id, such as acme.robot.", HelpName = "P", Required = required },
        text => Names.IsProduct(text) ? null : "is not a product id: letters, digits, dots, dashes and underscores, at most 64.");

    /// <summary>The encoding to write, by its name.</summary>
    public static Option<string> Format(string name, bool required) => Checked(new(name) { Description = "jws, or xml.", HelpName = "F", Required = required },
        text => text is "jws" or "xml" ? null : "is not jws or xml.");

    public static Option<string[]> Roots(bool required)
    {
        var roots = new Option<string[]>("--root") { Description = "A pinned root key, and the period in which it signs; may be given several times.", HelpName = "PUB[,from=T][,to=T]", Required = required };
        roots.Validators.Add(result =>
        {
            foreach (var fault in result.Tokens.Select(t => Signing.RootKeyEntry.Read(t.Value).Fault).OfType<LicenseFault>())
            {
                result.AddError(Output.Sanitize.Text(fault.Message));
            }
        });
        return roots;
    }

    /// <summary>One file, or several.</summary>
    public static Argument<T> File<T>(string description, string name = "FILE") =>
        new(name) { Description = description, Arity = typeof(T) == typeof(string) ? ArgumentArity.ExactlyOne : ArgumentArity.OneOrMore };

    /// <summary>Adds a check of the text to an option: what is wrong with it, or null.</summary>
    public static Option<string> Checked(Option<string> option, Func<string, string?> wrong)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && wrong(result.Tokens[0].Value) is { } complaint)
            {
                result.AddError($"'{Output.Sanitize.Text(result.Tokens[0].Value)}' for {option.Name} {complaint}");
            }
        });
        return option;
    }
}
