using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Stages;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>Describes the members of drafts that have a converter of their own, whose type the serializer does not know.</summary>
/// <remarks>Generators of clients support one type and null; where a member takes more forms, its description says so.</remarks>
internal static class DraftSchemas
{
    private const JsonSchemaType Text = JsonSchemaType.String | JsonSchemaType.Null;
    private const JsonSchemaType Number = JsonSchemaType.Integer | JsonSchemaType.Null;

    /// <summary>The name of a type's schema, with that of the type around it; null where the schema is written in place.</summary>
    public static string? NameOf(JsonTypeInfo type)
    {
        var name = IsInPlace(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        var outer = type.Type.DeclaringType?.Name.Replace("Message", "", StringComparison.Ordinal);
        return name is null ? null : outer + name;
    }

    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var property = context.JsonPropertyInfo;
        if (property?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false) is [DescriptionAttribute written])
        {
            schema.Description = written.Description; // of the JSON; what is there is the documentation of the property in C#
        }

        if (FormOf(context) is var (type, format))
        {
            (schema.Type, schema.Format) = (type, format);
            (schema.Pattern, schema.Enum, schema.Properties, schema.Required) = (null, null, null, null);
        }

        if (property is { Name: "seats", DeclaringType: var stage } && stage == typeof(StageDraft))
        {
            schema.AdditionalProperties = new OpenApiSchema { Description = "A count, \"unlimited\", or a difference such as \"+30\"." };
        }

        return Task.CompletedTask;
    }

    private static bool IsInPlace(Type type) =>
        type.Name is nameof(JsonElement) or nameof(StageCount) or nameof(Overage) or nameof(Allocation) or "DraftStart";

    private static (JsonSchemaType Type, string? Format)? FormOf(OpenApiSchemaTransformerContext context) => context.JsonPropertyInfo switch
    {
        { PropertyType: var type } when type == typeof(TimeSpan?) || type == typeof(TimeSpan) => (Text, null),
        { Name: "oem", DeclaringType: var draft } when draft == typeof(ServerLicenseDraft) => (Number, "int32"),
        { Name: "request", DeclaringType: var draft } when draft == typeof(ServerLicenseDraft) => (JsonSchemaType.Object | JsonSchemaType.Null, null),
        { Name: "until", DeclaringType: var feature } when feature == typeof(Feature) => (Text, "date-time"),
        { Name: "limit", DeclaringType: var feature } when feature == typeof(Feature) => (Number, "int64"),
        _ => FormOf(context.JsonTypeInfo.Type),
    };

    private static (JsonSchemaType Type, string? Format)? FormOf(Type type) => type.Name switch
    {
        nameof(Overage) => (Text | JsonSchemaType.Object, null),
        nameof(Allocation) => (JsonSchemaType.String, null), // no enumeration: NSwag sends the names of its own enumerations, 'Reserved'
        "DraftStart" => (Text, null),
        _ => null,
    };
}
