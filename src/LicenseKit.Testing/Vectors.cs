using System.Reflection;
using System.Text.Json;

namespace LicenseKit.Testing;

/// <summary>The published test vectors: good and hostile files, each with the verdict that every reader must give.</summary>
/// <remarks>As in <c>tests/vectors</c>, where a README says what stands in the documents.</remarks>
public static class Vectors
{
    private const string Prefix = "vectors/";

    private static readonly Lazy<IReadOnlyDictionary<string, JsonElement>> Read = new(() =>
        Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ToDictionary(n => n[Prefix.Length..], Document, StringComparer.Ordinal));

    private static readonly Lazy<IReadOnlyList<Vector>> Files = new(() =>
    [
        .. from document in Documents.Values
           where document.TryGetProperty("groups", out _)
           from @group in document.GetProperty("groups").EnumerateArray()
           where @group.GetProperty("type").ValueEquals("file")
           from entry in @group.GetProperty("cases").EnumerateArray()
           select new Vector(@group, entry),
    ]);

    /// <summary>Every license file of every document.</summary>
    public static IReadOnlyList<Vector> All => Files.Value;

    /// <summary>Those that must be accepted.</summary>
    public static IEnumerable<Vector> Good => All.Where(v => v.Accepted);

    /// <summary>Those that must be refused.</summary>
    public static IEnumerable<Vector> Hostile => All.Where(v => !v.Accepted);

    /// <summary>The documents by name (<c>chain</c>, <c>license-code</c> …), with the License Codes and keys that are among the cases.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Documents => Read.Value;

    private static Assembly Assembly => typeof(Vectors).Assembly;

    private static JsonElement Document(string resource)
    {
        using var stream = Assembly.GetManifestResourceStream(resource)!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
