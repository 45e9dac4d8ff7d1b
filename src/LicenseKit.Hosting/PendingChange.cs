using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting;

/// <summary>A version that its holder has not taken up or not settled yet.</summary>
/// <param name="Why">What is waited for.</param>
/// <param name="Until">When the old rights have run out at the latest.</param>
public sealed record PendingChange(string Why, [property: JsonConverter(typeof(InstantJsonConverter))] DateTimeOffset Until);
