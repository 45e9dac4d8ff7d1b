namespace LicenseKit.Hosting;

/// <summary>A page of the audit trail.</summary>
/// <param name="Items">The rows, newest first.</param>
/// <param name="Next">Names the next page, of older rows; null on the last one.</param>
public sealed record ActivityPage(IReadOnlyList<Activity> Items, string? Next);
