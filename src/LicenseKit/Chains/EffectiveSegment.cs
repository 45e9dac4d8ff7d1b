using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>A period in which what a license file allows does not change, [From, To).</summary>
/// <param name="From">First instant.</param>
/// <param name="To">First instant after it.</param>
/// <param name="Seats">The seats of the last license of the file by itself.</param>
/// <param name="Most">By kind, the most seats of that kind alone that every license of the file allows, generic ones included.</param>
public sealed record EffectiveSegment(
    [property: JsonConverter(typeof(InstantJsonConverter))] DateTimeOffset From,
    [property: JsonConverter(typeof(InstantJsonConverter))] DateTimeOffset To,
    Seats Seats,
    [property: JsonConverter(typeof(CountsJsonConverter))] IReadOnlyDictionary<string, long> Most)
{
    internal bool AllowsTheSame(EffectiveSegment other) => Seats.Equals(other.Seats) && Most.SequenceEqual(other.Most);
}
