using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LicenseKit.Chains;
using LicenseKit.Issuing.Drafts;
using LicenseKit.Licenses;
using LicenseKit.Stages;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>Describes what has a converter of its own, whose type the serializer does not know.</summary>
/// <remarks>Generators of clients support one type and null; where a member takes more forms, its description says so.</remarks>
internal static class Schemas
{
    /// <summary>The JSON that a converter writes.</summary>
    private static readonly Dictionary<Type, Form> ByConverter = new()
    {
        [typeof(InstantJsonConverter)] = new(JsonSchemaType.String, "date-time"),
        [typeof(UnixTimeJsonConverter)] = new(JsonSchemaType.String, "date-time"),
        [typeof(SecondsJsonConverter)] = new(JsonSchemaType.Integer, "int64"),
        [typeof(CountJsonConverter)] = new(JsonSchemaType.Integer, "int64"),
        [typeof(CountsJsonConverter)] = new(JsonSchemaType.Object, Values: new(JsonSchemaType.Integer, "int64")),
        [typeof(DraftDurationConverter)] = new(JsonSchemaType.String, MayBeNull: true),
        [typeof(DraftLevelsConverter)] = new(JsonSchemaType.Integer, "int32", MayBeNull: true),
        [typeof(DraftRequestConverter)] = new(JsonSchemaType.Object),
    };

    /// <summary>The JSON of types that are written in place.</summary>
    private static readonly Dictionary<string, Form> ByType = new(StringComparer.Ordinal)
    {
        [nameof(Seats)] = new(JsonSchemaType.Object, Values: new(JsonSchemaType.Integer, "int64")),
        [nameof(StageCount)] = new(JsonSchemaType.String),
        [nameof(Overage)] = new(JsonSchemaType.String),
        [nameof(FaultCode)] = new(JsonSchemaType.String),
        ["DraftStart"] = new(JsonSchemaType.String),

        // No enumerations: NSwag sends the names of its own ones, 'Reserved'.
        [nameof(Allocation)] = new(JsonSchemaType.String),
        [nameof(Standing)] = new(JsonSchemaType.String),
        [nameof(LicenseState)] = new(JsonSchemaType.String),
    };

    /// <summary>The name of a type's schema, with that of the type around it; null where the schema is written in place.</summary>
    public static string? NameOf(JsonTypeInfo type)
    {
        var name = ByType.ContainsKey(type.Type.Name) || type.Type == typeof(JsonElement) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        var outer = type.Type.DeclaringType?.Name.Replace("Message", "", StringComparison.Ordinal);
        return name is null ? null : outer + name;
    }

    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var property = context.JsonPropertyInfo;
        if (AttributeOf<DescriptionAttribute>(property) is { Description: var written })
        {
            schema.Description = written; // of the JSON; what is there is the documentation of the property in C#
        }

        var type = context.JsonTypeInfo.Type;
        if (AttributeOf<JsonConverterAttribute>(property)?.ConverterType is { } converter && ByConverter.TryGetValue(converter, out var form)
            || ByType.TryGetValue(type.Name, out form))
        {
            form.ApplyTo(schema, IsNullable(property));
        }

        if (type == typeof(IReadOnlyDictionary<string, StageCount>))
        {
            schema.AdditionalProperties = ByType[nameof(StageCount)].ApplyTo(new(), isNullable: false);
        }

        if (type.IsEnum && type != typeof(FaultCode))
        {
            var words = Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(v => JsonSerializer.Serialize(Enum.ToObject(type, v), type));
            schema.Description = $"{schema.Description} One of {string.Join(", ", words)}.".TrimStart();
        }

        return Task.CompletedTask;
    }

    private static T? AttributeOf<T>(JsonPropertyInfo? property)
        where T : Attribute => property?.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false) is [T attribute, ..] ? attribute : null;

    private static bool IsNullable(JsonPropertyInfo? property) =>
        property is { PropertyType: var type } && (Nullable.GetUnderlyingType(type) is not null || (!type.IsValueType && property.IsGetNullable));

    /// <param name="Type">The one type of the JSON.</param>
    /// <param name="Format">Its format; null when it has none.</param>
    /// <param name="Values">Of an object with members of any name, what each of them is.</param>
    /// <param name="MayBeNull">True where null is taken although the property in C# has none.</param>
    private sealed record Form(JsonSchemaType Type, string? Format = null, Form? Values = null, bool MayBeNull = false)
    {
        public OpenApiSchema ApplyTo(OpenApiSchema schema, bool isNullable)
        {
            (schema.Type, schema.Format) = (isNullable || MayBeNull ? Type | JsonSchemaType.Null : Type, Format);
            (schema.Pattern, schema.Enum, schema.Properties, schema.Required) = (null, null, null, null);
            schema.AdditionalProperties = Values?.ApplyTo(new(), isNullable: false);
            return schema;
        }
    }
}
