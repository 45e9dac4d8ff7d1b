using System.CommandLine;
using LicenseKit.Protocol;
using LicenseKit.Chains;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>issue</c>: a server license, or its next version. Checks that it is within its issuer's; keeps no ledger for the budget.</summary>
internal sealed class IssueVerb(Passphrases passphrases) : IVerb
{
    private readonly IssueOptions _options = new();

    public Command Command => _options.Command();

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        var path = parsed.GetRequiredValue(_options.Out);
        var replaces = parsed.GetValue(_options.Replaces);
        var overwrites = replaces is not null && Path.GetFullPath(replaces) == Path.GetFullPath(path);
        if (!overwrites && OutputFiles.Exists(path) is { } exists)
        {
            return new LicenseFault(exists.Code, exists.Message, "Choose another name, or name the file as --replaces too, to make its next version in its place.");
        }

        if (!Party(parsed).Is(out var party, out var fault))
        {
            return fault;
        }

        using (party)
        {
            if (!Claims(parsed, party, replaces, UnixTime.Of(now)).Is(out var claims, out fault) || !party.Sign(claims, FileForm.Of(parsed.GetValue(_options.Format))).Is(out var file, out fault))
            {
                return fault;
            }

            return new OutputFiles().Add(path, file, overwrites).Commit() is { } unwritable ? unwritable : Made(path, claims);
        }
    }

    private Outcome<SigningParty> Party(ParseResult parsed) =>
        parsed.GetValue(_options.RootKey) is { } rootKey ? SigningParty.OfRoot(rootKey, passphrases)
        : SigningParty.OfServer(parsed.GetRequiredValue(_options.Issuer), parsed.GetRequiredValue(_options.Key), parsed.GetValue(_options.Roots), passphrases);

    private Outcome<ServerLicenseClaims> Claims(ParseResult parsed, SigningParty party, string? replaces, long now)
    {
        Chain? old = null;
        if (replaces is not null && !party.ReadOld(replaces).Is(out old, out var fault))
        {
            return fault;
        }

        var product = parsed.GetValue(_options.Product) ?? party.Product ?? old!.Leaf.Product;
        if (party.Product is { } own && own != product)
        {
            return new LicenseFault(FaultCode.WrongProduct, $"The issuer's license is for product '{own}'; '{product}' is asked for.", $"Leave --product out, or use a license for '{product}'.");
        }

        var terms = party.Terms(product);
        if (Binding(parsed, product, out var binding) is { } unusable)
        {
            return unusable;
        }

        ServerLicenseClaims? claims;
        if (parsed.GetValue(_options.Draft) is not { } draftPath)
        {
            claims = party.Next(old!.Leaf.Claims, now) with { Product = product, Binding = binding ?? old.Leaf.Binding };
        }
        else if (!DraftFile.Read(draftPath, party.IsRoot).Is(out var draft, out fault)
            || !LicenseFactory.Server(Bound(draft, binding, product), terms, old?.Leaf.Id ?? RandomId.New(), old?.Leaf.Claims, now).Is(out claims, out fault))
        {
            return fault;
        }

        var bound = binding as Binding.ToKey ?? (old?.Holder is { } shown && claims.Binding?.Admits(shown) == true ? new Binding.ToKey(shown) : claims.Binding);
        return claims with { Binding = bound, State = State(parsed.GetValue(_options.State)) ?? old?.Leaf.State ?? LicenseState.Active };
    }

    /// <summary>Whose the license shall be, if the command line says so.</summary>
    private LicenseFault? Binding(ParseResult parsed, string product, out Binding? binding)
    {
        binding = null;
        LicenseFault? fault = null;
        if (parsed.GetValue(_options.Code) is { } text)
        {
            binding = LicenseCode.Read(text, product).Is(out var code, out fault) ? new Binding.ToCode(code) : null;
        }
        else if (parsed.GetValue(_options.Holder) is { } holder)
        {
            binding = KeyFile.ReadPublic(holder).Is(out var key, out fault) ? new Binding.ToKey(key) : null;
        }
        else if (parsed.GetValue(_options.Request) is { } path)
        {
            if (!InputFile.ReadText(path, FaultCode.BadRequestFile).Is(out var file, out fault) || !ActivationRequest.ReadFile(file).Is(out var request, out fault))
            {
                return fault;
            }

            binding = new Binding.ToKey(request.Key);
            fault = request.Product == product ? null : new(FaultCode.WrongProduct,
                $"The activation request is for product '{request.Product}'; the license is for '{product}'.", $"Make the request for '{product}'.", request.Product);
        }

        return fault;
    }

    /// <summary>The command line wins over what the draft says; a key goes through the draft as its code.</summary>
    private static ServerLicenseDraft Bound(ServerLicenseDraft draft, Binding? binding, string product)
    {
        if (binding is not null)
        {
            draft.Request = null;
            draft.LicenseCode = (binding is Binding.ToKey to ? LicenseCode.Of(to.Key, product) : ((Binding.ToCode)binding).Code).ToString();
        }

        return draft;
    }

    private static LicenseState? State(string? text) => text switch
    {
        "active" => LicenseState.Active,
        "suspended" => LicenseState.Suspended,
        "revoked" => LicenseState.Revoked,
        _ => null,
    };

    private static Answer Made(string path, ServerLicenseClaims license) => Answer.Made(
        json =>
        {
            json.WriteString("file"u8, path);
            json.License(license);
        },
        output =>
        {
            output.Line($"Made {path}: server license '{license.Client}', serial {license.Serial}.");
            output.License(license);
            if (license.Binding is null)
            {
                output.Line("Until it is activated, whoever has this file may use it: send it like a password.");
            }
        });
}
