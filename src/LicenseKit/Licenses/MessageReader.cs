using System.Text;
using System.Text.Json;
using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>Reads the payload of a message (lease, activation, ping, pong) as an open world: unknown members are ignored, the version is checked.</summary>
/// <remarks>The first thing that is wrong stays in <see cref="Fault"/>; from then on every call answers with a default.</remarks>
internal sealed class MessageReader
{
    /// <summary>Longest message in characters, unless its kind is shorter.</summary>
    private const int MaxLength = 64 * 1024;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly JsonElement _payload;
    private readonly JsonElement _lk;

    private MessageReader(JsonElement payload, JsonElement lk)
    {
        _payload = payload;
        _lk = lk;
    }

    public LicenseFault? Fault { get; private set; }

    /// <summary>SHA-256 of the payload, base64url.</summary>
    public string ContentHash { get; private init; } = "";

    /// <summary>Verifies a message that a known key must have signed, and opens it.</summary>
    public static Outcome<MessageReader> Read(string jws, DocumentType type, PublicKey key, int maxLength = MaxLength)
    {
        if (jws.Length > maxLength)
        {
            return new LicenseFault(FaultCode.TooLarge, $"The {type.Name} has {jws.Length} characters; at most {maxLength} are read.", "Send the document alone; no good one is that large.");
        }

        var bytes = Encoding.UTF8.GetBytes(jws);
        return Jws.Verify(bytes, type, key, new byte[bytes.Length], out var payload) is { } forged ? forged : Parse(payload);
    }

    public static Outcome<MessageReader> Parse(VerifiedPayload payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload.Bytes.ToArray(), Options);
            var root = document.RootElement.Clone();
            ReadTexts(root);
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("lk"u8, out var lk) && lk.ValueKind == JsonValueKind.Object)
            {
                var reader = new MessageReader(root, lk) { ContentHash = payload.ContentHash() };
                return reader.Integer("v", 1, int.MaxValue) != 1
                    ? new LicenseFault(FaultCode.UnsupportedVersion, $"A {payload.Type.Name} is not of version 1, which this library reads.", "Update the older of the two sides.")
                    : reader.Fault is { } fault ? fault : reader;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return NotJson(payload.Type.Name);
        }

        return NotJson(payload.Type.Name);
    }

    /// <summary>A registered claim of the JWT, outside <c>lk</c>.</summary>
    public string Claim(string name) => Text(_payload, name) ?? "";

    public long ClaimInstant(string name) => Integer(_payload, name, 0, UnixTime.Max);

    public string Text(string name) => Text(_lk, name) ?? "";

    public long Integer(string name, long min, long max) => Integer(_lk, name, min, max);

    public bool Boolean(string name) => _lk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public bool Has(string name) => _lk.TryGetProperty(name, out _);

    public PublicKey? Key()
    {
        if (_payload.TryGetProperty("cnf"u8, out var cnf) && cnf.ValueKind == JsonValueKind.Object
            && cnf.TryGetProperty("jwk"u8, out var jwk) && jwk.ValueKind == JsonValueKind.Object
            && Text(jwk, "crv") == "Ed25519" && Text(jwk, "kty") == "OKP" && PublicKey.TryCreate(Text(jwk, "x") ?? "", out var key))
        {
            return key;
        }

        Refuse(FaultCode.BadKey, "The message names no Ed25519 key of 32 canonical bytes that is not of small order.");
        return null;
    }

    /// <summary>An object inside <c>lk</c>; null when it is not there.</summary>
    public MessageReader? Inner(string name) =>
        _lk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? new MessageReader(_payload, value) : null;

    /// <summary>A list of objects inside <c>lk</c>, at most <paramref name="max"/> of them.</summary>
    public IReadOnlyList<MessageReader> List(string name, int max)
    {
        if (!_lk.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > max
            || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object))
        {
            Refuse(FaultCode.WrongType, $"'{name}' is not a list of at most {max} objects.");
            return [];
        }

        return [.. value.EnumerateArray().Select(item => new MessageReader(_payload, item))];
    }

    public IReadOnlyList<string> Texts(string name) =>
        _lk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];

    /// <summary>Names and whole numbers of a map; what is not one is left out.</summary>
    public IReadOnlyDictionary<string, long> Counts(string name) =>
        _lk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().Where(m => Names.IsKind(m.Name) && m.Value.ValueKind == JsonValueKind.Number && m.Value.TryGetInt64(out _))
                .Take(Seats.MaxKinds).ToDictionary(m => m.Name, m => m.Value.GetInt64(), StringComparer.Ordinal)
            : new Dictionary<string, long>(StringComparer.Ordinal);

    public void Refuse(FaultCode code, string message) => Fault ??= new(code, message, "Update the side that made the message, or look for something between them that changes it.");

    private string? Text(JsonElement parent, string name)
    {
        if (parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        Refuse(FaultCode.MissingMember, $"Member '{name}' is missing or no text.");
        return null;
    }

    private long Integer(JsonElement parent, string name, long min, long max)
    {
        if (parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            && number >= min && number <= max)
        {
            return number;
        }

        Refuse(FaultCode.OutOfRange, $"Member '{name}' is missing or not a whole number from {min} to {max}.");
        return min;
    }

    /// <summary>Throws here, where it becomes a fault, for a text that is not UTF-8 or has an unpaired surrogate; no later read can.</summary>
    private static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    ReadTexts(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadTexts(member.Value);
                }

                break;
        }
    }

    private static LicenseFault NotJson(string type) =>
        new(FaultCode.NotCanonical, $"The payload of a {type} is not a JSON object with a member 'lk'.", "Update the side that made it.");
}
