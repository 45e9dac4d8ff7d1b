using System.Text.Json.Serialization;

namespace LicenseKit.Licenses;

/// <summary>A value of an enumeration in JSON: its word, never a number.</summary>
/// <typeparam name="TEnum">The enumeration, with a word for each value.</typeparam>
public sealed class WordJsonConverter<TEnum>() : JsonStringEnumConverter<TEnum>(namingPolicy: null, allowIntegerValues: false)
    where TEnum : struct, Enum;
