namespace LicenseKit.AspNetCore;

/// <summary>A page of licenses; <c>next</c> is the <c>after</c> of the next page, null on the last one.</summary>
internal sealed record IssuedLicensePageMessage(IReadOnlyList<IssuedLicenseMessage> Items, string? Next);
