using LicenseKit.Testing;
using NJsonSchema;

namespace LicenseKit.Cli.Tests;

/// <summary>The documents of the test vectors are of their published schema.</summary>
public sealed class VectorDocumentTests
{
    [Fact]
    public async Task Every_document_is_what_the_schema_says()
    {
        var schema = await Published();
        Assert.Equal(18, Vectors.Documents.Count);
        Assert.All(Vectors.Documents, d => Assert.Empty(schema.Validate(d.Value.GetRawText()).Select(e => $"{d.Key}: {e}").Take(5)));
    }

    [Theory]
    [InlineData("\"type\":\"file\"", "\"type\":\"fille\"")]
    [InlineData("\"accepted\":true", "\"accepted\":1")]
    [InlineData("\"id\":\"chain-1\"", "\"id\":\"chain-1\",\"more\":1")]
    public async Task Another_form_is_a_complaint(string good, string bad)
    {
        var document = Vectors.Documents["file"].GetRawText();
        Assert.Contains(good, document, StringComparison.Ordinal);
        Assert.NotEmpty((await Published()).Validate(document.Replace(good, bad, StringComparison.Ordinal)));
    }

    /// <summary>The validator knows $defs by the name that they had before 2019-09.</summary>
    private static async Task<JsonSchema> Published()
    {
        var file = Path.Combine(Schema.Repository, "docs", "schema", "licensekit-vectors.schema.json");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        return await JsonSchema.FromJsonAsync(
            text.Replace("$defs", "definitions", StringComparison.Ordinal).Replace("\"$schema\"", "\"x-schema\"", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
    }
}
