using System.Text.Json.Serialization;

namespace LicenseKit.Licenses;

/// <summary>A right that is not a seat.</summary>
/// <remarks>In JSON <c>{"until":"2027-03-01T00:00:00Z","limit":4}</c>; a member that is null is left out.</remarks>
/// <param name="Until">The Unix second, in JSON the instant, from which it is no longer given; null for as long as the license.</param>
/// <param name="Limit">A cap for each server; null when the feature has none.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Feature(
    [property: JsonConverter(typeof(UnixTimeJsonConverter)), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Until = null,
    [property: JsonConverter(typeof(CountJsonConverter)), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Limit = null)
{
    internal const int Max = 256;

    /// <summary>The instant from which it is no longer given; null for as long as the license.</summary>
    [JsonIgnore]
    public DateTimeOffset? Ends => Until is { } until ? UnixTime.ToInstant(until) : null;
}
