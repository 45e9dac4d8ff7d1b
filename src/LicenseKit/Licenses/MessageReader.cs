using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>Reads the payload of a message (lease, activation, ping, pong): in the one form that licenses have, and as an open world, so unknown members are ignored.</summary>
/// <remarks>The first thing that is wrong stays in <see cref="Fault"/>; from then on every call answers with a default.</remarks>
internal sealed class MessageReader
{
    /// <summary>Longest message in characters, unless its kind is shorter.</summary>
    private const int MaxLength = 64 * 1024;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly JsonElement _members;
    private readonly MessageReader? _outer;
    private LicenseFault? _fault;

    private MessageReader(JsonElement members, MessageReader? outer = null)
    {
        _members = members;
        _outer = outer;
    }

    /// <summary>The first fault of the message, in whatever part of it.</summary>
    public LicenseFault? Fault => _outer is null ? _fault : _outer.Fault;

    /// <summary>SHA-256 of the payload, base64url.</summary>
    public string ContentHash { get; private init; } = "";

    /// <summary>Verifies a message that a known key must have signed, and opens it: its registered claims; <see cref="Lk"/> has the rest.</summary>
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
        var type = payload.Type.Name;
        try
        {
            using var document = JsonDocument.Parse(payload.Bytes.ToArray(), Options);
            if (!MessageForm.Is(document.RootElement, payload.Bytes))
            {
                return NotCanonical(type);
            }

            var message = new MessageReader(document.RootElement.Clone()) { ContentHash = payload.ContentHash() };
            return message.Lk.Integer("v", 1, int.MaxValue) is var version and not 1
                ? new LicenseFault(FaultCode.UnsupportedVersion, $"A {type} is of version {version}; this library reads version 1.", "Update the older of the two sides.")
                : message.Fault is { } fault ? fault : message;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return NotCanonical(type);
        }
    }

    /// <summary>The members beside the registered claims of JWT; a message that was read has them.</summary>
    public MessageReader Lk => Inner("lk") ?? this;

    public bool Has(string name) => _members.TryGetProperty(name, out _);

    public string Text(string name)
    {
        if (_members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
        {
            return value.GetString()!;
        }

        Refuse(FaultCode.MissingMember, $"Member '{name}' is missing or no text.");
        return "";
    }

    /// <summary>A text of a form.</summary>
    public string Text(string name, Func<string, bool> isOfForm)
    {
        var text = Text(name);
        if (!isOfForm(text))
        {
            Refuse(FaultCode.BadText, $"Member '{name}' is '{Names.Shown(text)}', which has not the form that it must have.");
        }

        return text;
    }

    public string Sha256(string name) => Text(name, text => Base64UrlText.Decode(text, SHA256.HashSizeInBytes) is not null);

    public long Integer(string name, long min, long max)
    {
        if (_members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            && number >= min && number <= max)
        {
            return number;
        }

        Refuse(FaultCode.OutOfRange, $"Member '{name}' is missing or not a whole number from {min} to {max}.");
        return min;
    }

    public long Instant(string name) => Integer(name, 0, UnixTime.Max);

    /// <summary>A number that rises: of a serial, a lease or a ping.</summary>
    public long Ordinal(string name) => Integer(name, 1, long.MaxValue);

    public long Count(string name) => Integer(name, 0, Terms.MaxCount);

    public bool Boolean(string name)
    {
        if (_members.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Refuse(FaultCode.WrongType, $"Member '{name}' is missing or no truth value.");
        return false;
    }

    /// <summary>The key of <c>cnf</c>.</summary>
    public PublicKey? Key()
    {
        if (Inner("cnf")?.Inner("jwk") is { } jwk && jwk.Text("crv") == "Ed25519" && jwk.Text("kty") == "OKP" && PublicKey.TryCreate(jwk.Text("x"), out var key))
        {
            return key;
        }

        Refuse(FaultCode.BadKey, "The message names no Ed25519 key of 32 canonical bytes that is not of small order.");
        return null;
    }

    /// <summary>An object inside; null, with a fault, when it is not there.</summary>
    public MessageReader? Inner(string name)
    {
        if (_members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object)
        {
            return new MessageReader(value, _outer ?? this);
        }

        Refuse(FaultCode.MissingMember, $"Member '{name}' is missing or no object.");
        return null;
    }

    /// <summary>A list of 1 to <paramref name="max"/> objects.</summary>
    public IReadOnlyList<MessageReader> List(string name, int max)
    {
        var items = Items(name, max, JsonValueKind.Object);
        if (items.Count == 0)
        {
            Refuse(FaultCode.OutOfRange, $"Member '{name}' is empty.");
        }

        return [.. items.Select(item => new MessageReader(item, _outer ?? this))];
    }

    /// <summary>A list of texts of a form.</summary>
    public IReadOnlyList<string> Texts(string name, int max, Func<string, bool> isOfForm)
    {
        string[] texts = [.. Items(name, max, JsonValueKind.String).Select(item => item.GetString()!)];
        if (!Array.TrueForAll(texts, text => isOfForm(text)))
        {
            Refuse(FaultCode.BadText, $"Member '{name}' has a text that has not the form that it must have.");
        }

        return texts;
    }

    /// <summary>A map from kinds of seats to counts.</summary>
    public IReadOnlyDictionary<string, long> Counts(string name)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        if (Inner(name) is not { } map)
        {
            return counts;
        }

        foreach (var member in map._members.EnumerateObject())
        {
            counts[member.Name] = map.Count(member.Name);
        }

        if (counts.Count > Seats.MaxKinds || counts.Keys.Any(kind => !Names.IsKind(kind)))
        {
            Refuse(FaultCode.OutOfRange, $"Member '{name}' has more than {Seats.MaxKinds} kinds of seats, or one with a malformed name.");
        }

        return counts;
    }

    private IReadOnlyList<JsonElement> Items(string name, int max, JsonValueKind kind)
    {
        if (_members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= max
            && value.EnumerateArray().All(item => item.ValueKind == kind))
        {
            return [.. value.EnumerateArray()];
        }

        Refuse(FaultCode.WrongType, $"Member '{name}' is missing or not a list of at most {max} values of the right type.");
        return [];
    }

    private void Refuse(FaultCode code, string message)
    {
        var whole = _outer ?? this;
        whole._fault ??= new(code, message, "Update the side that made the message, or look for something between them that changes it.");
    }

    private static LicenseFault NotCanonical(string type) =>
        new(FaultCode.NotCanonical, $"The payload of a {type} is not a JSON object in the form of RFC 8785 without fractions, control characters and null.", "Update the side that made it.");
}
