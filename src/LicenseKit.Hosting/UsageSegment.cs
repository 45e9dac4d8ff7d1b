using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting;

/// <summary>A period in which a server's grants and what it can still grant stay the same.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Granted">All grants together; of what is not settled the largest version that may still be used.</param>
/// <param name="Reserved">What reserved session licenses keep of that.</param>
/// <param name="Left">The largest demand that fits beside them: kinds, and generic seats that serve any kind. Below several servers it is not more than what fits all of them.</param>
public sealed record UsageSegment(
    [property: JsonConverter(typeof(InstantJsonConverter))] DateTimeOffset From,
    [property: JsonConverter(typeof(InstantJsonConverter))] DateTimeOffset To,
    Seats Granted,
    Seats Reserved,
    Seats Left);
