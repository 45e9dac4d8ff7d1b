using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>The next change of the number of seats of one kind.</summary>
/// <param name="At">When it changes.</param>
/// <param name="Allowed">The number from then on; may be <see cref="Limit.Unlimited"/>.</param>
/// <param name="LimitedBy">The ids of the licenses that limit it then; empty when it is unlimited.</param>
public sealed record AllowanceChange(
    [property: JsonConverter(typeof(InstantJsonConverter))] DateTimeOffset At,
    [property: JsonConverter(typeof(CountJsonConverter))] long Allowed,
    IReadOnlyList<string> LimitedBy);
