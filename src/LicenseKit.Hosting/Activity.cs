namespace LicenseKit.Hosting;

/// <summary>One row of the audit trail.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who asked.</param>
/// <param name="Action">What was done, as <c>noun.verb</c>.</param>
/// <param name="License">The license that it is about.</param>
/// <param name="Text">What a person should know beyond that.</param>
public sealed record Activity(DateTimeOffset At, string By, string Action, string? License, string Text);
