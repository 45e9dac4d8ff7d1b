using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace LicenseKit.Cli.Tests;

/// <summary>The published schema, closed: a member that it does not name is a complaint.</summary>
internal static class Schema
{
    private static readonly ConcurrentDictionary<string, Task<JsonSchema>> Closed = new(StringComparer.Ordinal);

    private static readonly string Text = File.ReadAllText(Path.Combine(Folder(), "..", "..", "docs", "schema", "licensekit-cli.schema.json"));

    /// <summary>What is wrong with a document of this form; empty when nothing is.</summary>
    public static async Task<string[]> Complaints(string form, string document)
    {
        var schema = await Closed.GetOrAdd(form, Of);
        return [.. schema.ActualSchema.Validate(document).Select(e => e.ToString())];
    }

    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Folder(), "..", ".."));

    /// <summary>The names of the forms among which the document as a whole chooses.</summary>
    public static string[] Forms() => [.. JsonNode.Parse(Text)!["anyOf"]!.AsArray().Select(f => f!["$ref"]!.GetValue<string>().Split('/')[^1])];

    private static Task<JsonSchema> Of(string form)
    {
        // The validator knows $defs by the name that they had before 2019-09.
        var root = JsonNode.Parse(Text.Replace("$defs", "definitions", StringComparison.Ordinal))!.AsObject();
        root.Remove("$schema");
        root.Remove("anyOf");
        root["$ref"] = $"#/definitions/{form}";
        Close(root["definitions"]!);
        return JsonSchema.FromJsonAsync(root.ToJsonString());
    }

    private static void Close(JsonNode node)
    {
        foreach (var child in node switch { JsonObject o => o.Select(m => m.Value), JsonArray a => a, _ => [] })
        {
            if (child is not null)
            {
                Close(child);
            }
        }

        if (node is JsonObject schema && schema["properties"] is JsonObject && schema["required"] is JsonArray)
        {
            schema["additionalProperties"] = false;
        }
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
