using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing.Drafts;

/// <summary>The JSON form of drafts: unknown members and members given twice are refused, comments are skipped, a member that is null counts as left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false, RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip, MaxDepth = 16,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(DraftTextConverter), typeof(DraftBooleanConverter), typeof(DraftCountConverter), typeof(DraftAllocationConverter), typeof(InstantJsonConverter)])]
[JsonSerializable(typeof(ServerLicenseDraft))]
[JsonSerializable(typeof(SessionLicenseDraft))]
internal sealed partial class DraftJson : JsonSerializerContext
{
    /// <summary>Letters as people read them: a draft is JSON, never part of a page.</summary>
    public static DraftJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
