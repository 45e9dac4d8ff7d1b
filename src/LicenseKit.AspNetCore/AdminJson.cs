using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Hosting;

namespace LicenseKit.AspNetCore;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ServerMessage))]
[JsonSerializable(typeof(ServerStatus))]
[JsonSerializable(typeof(IssuedLicense))]
[JsonSerializable(typeof(LicensePage))]
[JsonSerializable(typeof(SessionPage))]
[JsonSerializable(typeof(ActivityPage))]
[JsonSerializable(typeof(LicenseVersion))]
[JsonSerializable(typeof(LicenseVersionPage))]
[JsonSerializable(typeof(ReasonMessage))]
[JsonSerializable(typeof(RenewLicenseMessage))]
[JsonSerializable(typeof(IssuerUsage))]
[JsonSerializable(typeof(BatchMessage))]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(IReadOnlyList<ProblemDocument.ErrorMessage>))]
internal sealed partial class AdminJson : JsonSerializerContext
{
    /// <summary>Quotes and letters as people read them: the answers are JSON, never part of a page.</summary>
    public static AdminJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
