namespace LicenseKit.Portal.Accounts;

/// <summary>What the page of one account shows.</summary>
internal sealed record AccountModel(Account Account, LicenseFault? Fault);
