namespace LicenseKit.Portal.Accounts;

/// <summary>What the pages before one is inside show.</summary>
/// <param name="Action">Where the form goes.</param>
/// <param name="Form">What was typed, but for secrets, and why it was not taken.</param>
internal sealed record GateModel(string Action, AccountForm Form);
