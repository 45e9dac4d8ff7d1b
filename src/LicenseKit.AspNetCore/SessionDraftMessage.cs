using System.ComponentModel;
using System.Text.Json;

namespace LicenseKit.AspNetCore;

/// <summary>The draft of a session license, for the API description only: bodies are read by <see cref="Issuing.DraftReader"/>.</summary>
internal sealed record SessionDraftMessage
{
    [Description("Whom it is for: 1-256 characters.")]
    public required string Client { get; init; }

    [Description("By kind and 'generic': 0 to 999999999, or \"unlimited\".")]
    public required IReadOnlyDictionary<string, JsonElement> Seats { get; init; }

    [Description("This or 'expires': ISO 8601 by the UTC calendar, such as P30D; or \"issuer\", as long as the server may issue.")]
    public string? Duration { get; init; }

    [Description("This or 'duration': first instant after the period.")]
    public DateTimeOffset? Expires { get; init; }

    [Description("First instant, or \"when-free\"; now unless given.")]
    public string? Starts { get; init; }

    [Description("Where apps ask for seats; this server's public URL unless given.")]
    public string? ServerUrl { get; init; }

    [Description("\"shared\": the seats are a cap; \"reserved\": they are kept for it. Shared unless given.")]
    public string? Allocation { get; init; }

    [Description("The length of an ordinary lease; PT10M unless given.")]
    public string? MaxLease { get; init; }

    [Description("The longest borrowed lease; P0D unless given.")]
    public string? MaxBorrow { get; init; }

    [Description("Periods with other seats, at most 256.")]
    public IReadOnlyList<DraftStageMessage>? Stages { get; init; }

    [Description("Rights that are no seats, by name.")]
    public IReadOnlyDictionary<string, DraftFeatureMessage>? Features { get; init; }

    [Description("Texts that are signed and shown, never enforced.")]
    public IReadOnlyDictionary<string, string>? Ext { get; init; }
}
