namespace LicenseKit.Hosting;

/// <summary>A row of the audit trail that the host gives.</summary>
/// <param name="By">Who did it.</param>
/// <param name="Action">What was done, as <c>noun.verb</c> in lower case, at most 64 characters.</param>
/// <param name="Text">What a person should know beyond that; no secret.</param>
public sealed record HostActivity(string By, string Action, string Text = "");
