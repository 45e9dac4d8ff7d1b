namespace LicenseKit.AspNetCore;

/// <summary>A page of versions; <c>next</c> is the <c>after</c> of the next page, null on the last one.</summary>
internal sealed record LicenseVersionPageMessage(IReadOnlyList<LicenseVersionMessage> Items, string? Next);
