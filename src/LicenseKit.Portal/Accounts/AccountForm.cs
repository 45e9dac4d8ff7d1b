using LicenseKit.Portal.Components;

namespace LicenseKit.Portal.Accounts;

/// <summary>A form of an account or a key: what was typed, but for secrets, and what is wrong with each field.</summary>
/// <param name="Name">As it was typed.</param>
/// <param name="IsAdmin">The role that was chosen.</param>
/// <param name="NameError">What is wrong with the name; null when nothing is.</param>
/// <param name="PasswordError">What is wrong with the password.</param>
/// <param name="RoleError">What is wrong with the role.</param>
/// <param name="TokenError">What is wrong with the setup token.</param>
/// <param name="Fault">What is wrong with none of them.</param>
internal sealed record AccountForm(
    string Name = "", bool IsAdmin = false, string? NameError = null, string? PasswordError = null, string? RoleError = null, string? TokenError = null, LicenseFault? Fault = null)
{
    public bool IsRefused => Fault is not null || (NameError ?? PasswordError ?? RoleError ?? TokenError) is not null;

    /// <summary>The form again after it was refused: all that is wrong at once, each beside its field.</summary>
    /// <param name="name">As it was typed.</param>
    /// <param name="password">As it was typed; null where none is asked for.</param>
    /// <param name="isAdmin">The role that was chosen.</param>
    /// <param name="fault">Why the first rule refused it.</param>
    public static AccountForm Refused(string name, string? password, bool isAdmin, LicenseFault fault)
    {
        var form = new AccountForm(name, isAdmin, Text(fault.Code == FaultCode.NameTaken ? fault : AccountRules.CheckName(name)),
            password is null ? null : Text(AccountRules.CheckPassword(password)), TokenError: fault.Code == FaultCode.NotSignedIn ? Text(fault) : null);
        return form.IsRefused ? form : form with { Fault = fault };
    }

    /// <summary>A fault as it stands beside a field.</summary>
    public static string? Text(LicenseFault? fault) => fault is null ? null : $"{fault.Message} {fault.Remedy}";

    /// <summary>For the top of the page, with the ids of the fields.</summary>
    public IReadOnlyList<FormError> Errors(string nameId, string passwordId = "", string tokenId = "")
    {
        FormError?[] all = [Of(tokenId, "Setup token", TokenError), Of(nameId, "Name", NameError), Of(passwordId, "Password", PasswordError)];
        return [.. all.OfType<FormError>()];
    }

    private static FormError? Of(string id, string label, string? error) => error is null ? null : new(id, label, error);
}
