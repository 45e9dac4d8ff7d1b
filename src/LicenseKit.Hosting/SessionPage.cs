namespace LicenseKit.Hosting;

/// <summary>A page of who holds a seat.</summary>
/// <param name="Items">The sessions, in order of their start.</param>
/// <param name="Next">Names the next page; null on the last one.</param>
public sealed record SessionPage(IReadOnlyList<SessionItem> Items, string? Next);
