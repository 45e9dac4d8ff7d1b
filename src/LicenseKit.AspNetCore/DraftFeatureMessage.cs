using System.ComponentModel;

namespace LicenseKit.AspNetCore;

/// <summary>A feature of a draft, for the API description.</summary>
internal sealed record DraftFeatureMessage
{
    [Description("First instant at which the right has ended.")]
    public DateTimeOffset? Until { get; init; }

    [Description("A cap for each server.")]
    public long? Limit { get; init; }
}
