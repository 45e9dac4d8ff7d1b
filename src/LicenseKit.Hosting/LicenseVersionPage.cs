namespace LicenseKit.Hosting;

/// <summary>A page of the versions of a license.</summary>
/// <param name="Items">The versions, newest first.</param>
/// <param name="Next">Names the next page, of older versions; null on the last one.</param>
public sealed record LicenseVersionPage(IReadOnlyList<LicenseVersion> Items, string? Next);
