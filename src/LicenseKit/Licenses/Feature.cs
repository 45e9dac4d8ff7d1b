using System.Text.Json.Serialization;

namespace LicenseKit.Licenses;

/// <summary>A right that is not a seat.</summary>
/// <param name="Until">Unix second from which it is no longer given; null for as long as the license.</param>
/// <param name="Limit">A cap for each server; null when the feature has none.</param>
public sealed record Feature(long? Until, long? Limit)
{
    internal const int Max = 256;

    /// <summary>The instant from which it is no longer given; null for as long as the license.</summary>
    [JsonIgnore]
    public DateTimeOffset? Ends => Until is { } until ? UnixTime.ToInstant(until) : null;
}
