using LicenseKit.Licenses;

namespace LicenseKit.Portal.Accounts;

/// <summary>What an account, a password and a key may be.</summary>
internal static class AccountRules
{
    public const int MinPassword = 12;
    public const int MaxPassword = 256;
    public const int MaxName = 256;

    /// <summary>Most accounts, and most keys.</summary>
    public const int Most = 200;

    public static string PasswordHint { get; } = $"{MinPassword} characters or more. A sentence is fine.";

    public static LicenseFault? CheckName(string name) =>
        name.Length is >= 1 and <= MaxName && name.Trim() == name && !name.Any(char.IsControl) ? null
            : new(FaultCode.Configuration, "The name is empty, too long, or has characters that cannot be seen.", $"Enter 1 to {MaxName} characters, without spaces around them.");

    public static LicenseFault? CheckPassword(string password) => password.Length switch
    {
        < MinPassword => new(FaultCode.Configuration, $"The password has {password.Length} characters.", $"Enter {MinPassword} or more; a sentence is fine."),
        > MaxPassword => new(FaultCode.Configuration, $"The password has {password.Length} characters.", $"Enter at most {MaxPassword}."),
        _ => null,
    };

    public static LicenseFault NameTaken(string name) => new(FaultCode.NameTaken, $"There is a '{name}' already.", "Enter another name.");

    public static LicenseFault Gone { get; } = new(FaultCode.UnknownGrant, "It has been removed.", "Go back to the settings.");

    public static LicenseFault LastAdmin { get; } = new(FaultCode.NotAllowed, "This is the last admin: nobody could change anything after that.", "Make another account an admin first.");

    public static LicenseFault TooMany { get; } = new(FaultCode.DocumentLimit, $"There are {Most} already.", "Remove one that is not needed.");
}
