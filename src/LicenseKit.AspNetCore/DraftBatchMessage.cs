using System.ComponentModel;

namespace LicenseKit.AspNetCore;

/// <summary>Several drafts, for the API description only.</summary>
internal sealed record DraftBatchMessage<TDraft>
{
    [Description("The drafts, at most 100, in the order in which they are issued.")]
    public required IReadOnlyList<TDraft> Items { get; init; }
}
