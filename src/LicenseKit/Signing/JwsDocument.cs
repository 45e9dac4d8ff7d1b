using System.Text.Json;

namespace LicenseKit.Signing;

/// <summary>A document in compact form.</summary>
internal sealed class JwsDocument(ReadOnlyMemory<byte> jws) : SignedDocument
{
    public override string? TypeName => Jws.TrySplit(jws.Span, out var header, out _, out _) ? NameIn(jws.Span[header]) : null;

    public override bool IsNamed(DocumentType type, string thumbprint) =>
        Jws.TrySplit(jws.Span, out var header, out _, out _) && type.IsHeader(jws.Span[header], thumbprint);

    public override LicenseFault? Verify(DocumentType type, PublicKey key, Span<byte> buffer, out VerifiedPayload payload) =>
        Jws.Verify(jws.Span, type, key, buffer, out payload);

    public override LicenseFault? TakeUnpinned(DocumentType type, Span<byte> buffer, out VerifiedPayload payload) =>
        Jws.TakeUnpinned(jws.Span, type, buffer, out payload);

    private static string? NameIn(ReadOnlySpan<byte> header)
    {
        var buffer = new byte[header.Length];
        if (!Base64UrlText.TryDecode(header, buffer, out var length))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(buffer.AsMemory(0, length));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("typ"u8, out var type) && type.ValueKind == JsonValueKind.String
                ? type.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
