namespace LicenseKit.Portal.Accounts;

/// <summary>What the page of one account shows.</summary>
/// <param name="Account">The account.</param>
/// <param name="Form">What was chosen, and why it was refused.</param>
internal sealed record AccountModel(Account Account, AccountForm Form);
