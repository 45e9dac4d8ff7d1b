using System.Text.Json.Serialization;

namespace LicenseKit.Portal.Branding;

/// <summary>The stored form of the appearance.</summary>
[JsonSerializable(typeof(Brand[]))]
internal sealed partial class BrandJson : JsonSerializerContext;
