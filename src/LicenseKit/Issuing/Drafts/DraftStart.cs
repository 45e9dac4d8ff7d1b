using System.Text.Json.Serialization;

namespace LicenseKit.Issuing.Drafts;

/// <summary>When a license starts, as JSON has it: an instant, or <c>"when-free"</c>.</summary>
/// <param name="At">The instant; null for <c>"when-free"</c>.</param>
[JsonConverter(typeof(DraftStartConverter))]
internal sealed record DraftStart(DateTimeOffset? At)
{
    public static DraftStart? Of(DateTimeOffset? starts, bool whenFree) => whenFree || starts is not null ? new(starts) : null;
}
