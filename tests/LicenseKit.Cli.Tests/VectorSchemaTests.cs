using System.Text.Json;
using LicenseKit.Testing;

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
        foreach (var root in Vectors.All.SelectMany(v => v.Roots).DistinctBy(r => r.Key.X))
        {
            bench.Write($"{root.Key.X}.pem", root.Key.ToPem());
        }

        bench.Run("vectors", "extract", "--out", "vectors");
        var forms = new HashSet<string>(StringComparer.Ordinal);
        var complaints = new List<string>();
        foreach (var vector in Vectors.All)
        {
            var file = bench[Path.Combine("vectors", vector.File)];
            string[] roots = [.. vector.Roots.SelectMany(root => new[] { "--root", $"{root.Key.X}.pem" })];
            var ran = bench.Json([verb, file, .. roots, "--at", $"{vector.At:yyyy-MM-ddTHH:mm:ssZ}", .. more]);
            var document = ran.Document;
            var form = document.ValueKind == JsonValueKind.Object && document.TryGetProperty("fault", out var fault) && fault.ValueKind == JsonValueKind.Object ? "refusal" : verb;
            forms.Add(form);
            complaints.AddRange((await Schema.Complaints(form, ran.Output)).Select(c => $"{verb} {file}: {c}"));
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints.Take(20)));
        Assert.Equal(expected, string.Join(' ', forms.Order(StringComparer.Ordinal)));
    }
}
