using System.Buffers;
using System.Text.Json;

namespace LicenseKit.Signing;

/// <summary>What a protected header says, for those who show a document or say why it is refused. Nothing is verified by it, and nothing chosen.</summary>
internal static class JwsHeader
{
    private const int LongestName = 32;

    private static readonly SearchValues<char> NameSymbols = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>The text of a member; null when the header is no JSON object in base64url, or has no such text.</summary>
    public static string? Text(ReadOnlySpan<byte> header, ReadOnlySpan<byte> member)
    {
        var buffer = new byte[header.Length];
        if (!Base64UrlText.TryDecode(header, buffer, out var length))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(buffer.AsMemory(0, length));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The fault of a header that names another algorithm; null when it names none, or ours.</summary>
    public static LicenseFault? OtherAlgorithm(ReadOnlySpan<byte> header) =>
        Text(header, "alg"u8) is not (null or DocumentType.EdDsa or DocumentType.Ed25519) and var algorithm
            ? new(FaultCode.WrongAlgorithm, $"The header's algorithm is {Shown(algorithm)}; documents are signed with Ed25519 ('{DocumentType.EdDsa}') and nothing else.",
                "Use the file as its issuer made it; whoever signs with another tool sets it to Ed25519.")
            : null;

    private static string Shown(string algorithm) =>
        algorithm.Length is > 0 and <= LongestName && !algorithm.AsSpan().ContainsAnyExcept(NameSymbols) ? $"'{algorithm}'" : "another one";
}
