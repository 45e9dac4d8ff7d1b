using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using LicenseKit.Fuzz.Recipes;
using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz.Judging;

/// <summary>A text as a message of one type and signer: three parts, the header, and a payload in the form of LF-12.2; the signature is another question.</summary>
/// <param name="Root">The payload.</param>
/// <param name="Signed">What is signed.</param>
/// <param name="Signature">The signature's bytes.</param>
internal sealed record MessageJws(JsonElement Root, string Signed, byte[] Signature)
{
    private const int Longest = 65_536;
    private const int LongestActivation = 16_384;

    /// <summary>Null when it is none.</summary>
    public static MessageJws? Read(string text, string type, KeyPair signer)
    {
        var parts = text.Length > (type == DocumentTypes.Activation ? LongestActivation : Longest) ? [] : text.Split('.');
        return parts.Length == 3 && JwsSigner.IsHeader(parts[0], signer, type) && Decode(parts[2]) is { Length: 64 } signature && Decode(parts[1]) is { } payload && RootOf(payload) is { } root
            ? new MessageJws(root, $"{parts[0]}.{parts[1]}", signature)
            : null;
    }

    /// <summary>Canonical base64url; null when it is none.</summary>
    public static byte[]? Decode(string text) =>
        Base64Url.IsValid(text) && Base64Url.DecodeFromChars(text) is var bytes && Base64Url.EncodeToString(bytes) == text ? bytes : null;

    /// <summary>A payload in the form that every message has; null when it has not.</summary>
    public static JsonElement? RootOf(byte[] payload)
    {
        if (!Utf8.IsValid(payload))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = 16 });
            return json.RootElement.ValueKind == JsonValueKind.Object && IsOfForm(json.RootElement) && CanonicalJson.Of(json.RootElement) == Encoding.UTF8.GetString(payload)
                ? json.RootElement.Clone()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or half of a surrogate pair
        }
    }

    private static bool IsOfForm(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().DistinctBy(m => m.Name).Count() == value.EnumerateObject().Count()
            && value.EnumerateObject().All(m => Wording.MayBe(m.Name) && IsOfForm(m.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(IsOfForm),
        JsonValueKind.String => Wording.MayBe(value.GetString()!),
        JsonValueKind.Number => value.TryGetInt64(out var number) && number is >= 0 and < 1L << 53,
        JsonValueKind.True or JsonValueKind.False => true,
        _ => false,
    };
}
