using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Stages;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>Describes the members of drafts that have a converter of their own, of which the serializer cannot tell the type.</summary>
internal static class DraftSchemas
{
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (TypeOf(context) is { } type)
        {
            (schema.Type, schema.Format, schema.Pattern, schema.Properties, schema.Required) = (type, null, null, null, null);
        }

        return Task.CompletedTask;
    }

    private static JsonSchemaType? TypeOf(OpenApiSchemaTransformerContext context) => context.JsonPropertyInfo switch
    {
        { PropertyType: var type } when type == typeof(TimeSpan?) || type == typeof(TimeSpan) => JsonSchemaType.String | JsonSchemaType.Null,
        { Name: "oem", DeclaringType: var draft } when draft == typeof(ServerLicenseDraft) => JsonSchemaType.Boolean | JsonSchemaType.Integer | JsonSchemaType.Null,
        { Name: "request", DeclaringType: var draft } when draft == typeof(ServerLicenseDraft) => JsonSchemaType.Object | JsonSchemaType.String | JsonSchemaType.Null,
        { Name: "until", DeclaringType: var feature } when feature == typeof(Feature) => JsonSchemaType.String | JsonSchemaType.Null,
        { Name: "limit", DeclaringType: var feature } when feature == typeof(Feature) => JsonSchemaType.Integer | JsonSchemaType.String | JsonSchemaType.Null,
        _ => TypeOf(context.JsonTypeInfo.Type),
    };

    private static JsonSchemaType? TypeOf(Type type) =>
        type == typeof(StageCount) ? JsonSchemaType.Integer | JsonSchemaType.String
        : type == typeof(Overage) ? JsonSchemaType.Object | JsonSchemaType.String
        : type.FullName == "LicenseKit.Issuing.Drafts.DraftStart" ? JsonSchemaType.String | JsonSchemaType.Null
        : null;
}
