using System.Text.Json.Serialization;
using LicenseKit.Chains;

namespace LicenseKit.Cli.Output;

/// <summary>The types of the library that are printed as they are.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LicenseFault))]
[JsonSerializable(typeof(StandingReport))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(EffectiveSegment))]
[JsonSerializable(typeof(ChainDifference))]
internal sealed partial class LibraryJson : JsonSerializerContext;
