using System.Text.Json.Serialization;

namespace LicenseKit.Protocol;

[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ActivationJson : JsonSerializerContext;
