using System.ComponentModel;
using System.Text.Json;

namespace LicenseKit.AspNetCore;

/// <summary>A stage of a draft, for the API description.</summary>
internal sealed record DraftStageMessage
{
    [Description("A name for people.")]
    public string? Name { get; init; }

    public required DateTimeOffset From { get; init; }

    [Description("First instant after the stage.")]
    public required DateTimeOffset To { get; init; }

    [Description("By kind: a count or \"unlimited\", which replaces the base; or a difference such as \"+30\" or \"-5\".")]
    public required IReadOnlyDictionary<string, JsonElement> Seats { get; init; }
}
