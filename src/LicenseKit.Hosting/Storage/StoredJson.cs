using System.Text.Json.Serialization;
using LicenseKit.Freshness;

namespace LicenseKit.Hosting.Storage;

[JsonSerializable(typeof(ChildTalk))]
[JsonSerializable(typeof(StoredTold))]
internal sealed partial class StoredJson : JsonSerializerContext;
