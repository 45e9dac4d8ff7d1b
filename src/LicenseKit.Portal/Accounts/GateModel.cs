namespace LicenseKit.Portal.Accounts;

/// <summary>What the pages before one is inside show: what was typed, but for secrets, and why it was not taken.</summary>
internal sealed record GateModel(string Action, string Name, LicenseFault? Fault);
