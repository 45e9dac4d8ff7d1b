using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Stages;

/// <summary>A period of constant allowance, [From, To).</summary>
public sealed record Segment(
    [property: JsonConverter(typeof(InstantJsonConverter))] DateTimeOffset From,
    [property: JsonConverter(typeof(InstantJsonConverter))] DateTimeOffset To,
    Seats Seats);
