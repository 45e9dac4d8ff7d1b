using System.Text.Json;

namespace LicenseKit.Cli.Tests;

/// <summary>Whatever a file says, good or hostile, what is printed of it is of the published schema.</summary>
public sealed class VectorSchemaTests
{
    [Theory]
    [InlineData("verify", "verify")]
    [InlineData("inspect", "inspect refusal")]
    [InlineData("explain", "explain refusal", "--kind", "developer")]
    [InlineData("timeline", "refusal timeline")]
    public async Task Of_every_vector_the_verbs_print_what_the_schema_says(string verb, string expected, params string[] more)
    {
        using var bench = new Workbench();
        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Schema.Vectors, "index.json"), TestContext.Current.CancellationToken));
        foreach (var key in index.RootElement.GetProperty("keys").EnumerateObject())
        {
            bench.Write($"{key.Name}.pem", key.Value.GetProperty("pem").GetString()!);
        }

        var forms = new HashSet<string>(StringComparer.Ordinal);
        var complaints = new List<string>();
        foreach (var vector in index.RootElement.GetProperty("files").EnumerateArray())
        {
            var file = Path.Combine(Schema.Vectors, vector.GetProperty("file").GetString()!);
            string[] roots = [.. vector.GetProperty("roots").EnumerateArray().SelectMany(root => new[] { "--root", $"{bench[root.GetString()!]}.pem" })];
            var ran = bench.Json([verb, file, .. roots, "--at", vector.GetProperty("at").GetString()!, .. more]);
            var document = ran.Document;
            var form = document.ValueKind == JsonValueKind.Object && document.TryGetProperty("fault", out var fault) && fault.ValueKind == JsonValueKind.Object ? "refusal" : verb;
            forms.Add(form);
            complaints.AddRange((await Schema.Complaints(form, ran.Output)).Select(c => $"{verb} {file}: {c}"));
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints.Take(20)));
        Assert.Equal(expected, string.Join(' ', forms.Order(StringComparer.Ordinal)));
    }
}
