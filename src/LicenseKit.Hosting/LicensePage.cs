namespace LicenseKit.Hosting;

/// <summary>A page of licenses.</summary>
/// <param name="Items">The licenses, in the order that was asked for.</param>
/// <param name="Next">Names the next page; null on the last one.</param>
public sealed record LicensePage(IReadOnlyList<IssuedLicense> Items, string? Next);
