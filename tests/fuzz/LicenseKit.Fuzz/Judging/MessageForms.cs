using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz.Judging;

/// <summary>What a message of this library says: the members that docs/file-format.md names, without those that it tells readers to ignore; null when one has not its form.</summary>
internal delegate JsonNode? Form(JsonElement value);

/// <summary>The tables LF-12.7 to LF-12.20, a second time.</summary>
internal static partial class MessageForms
{
    private const long EndOfTime = 253_402_300_799;
    private const long Unlimited = 1_000_000_000;

    private static readonly Form Instant = Number(0, EndOfTime);
    private static readonly Form Ordinal = Number(1, (1L << 53) - 1);
    private static readonly Form Count = Number(0, Unlimited);
    private static readonly Form One = Number(1, 1);
    private static readonly Form Id = Text(new("^[A-Za-z0-9_-]{1,64}\\z", RegexOptions.CultureInvariant));
    private static readonly Form Product = Text(new("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z", RegexOptions.CultureInvariant));
    private static readonly Form Name = Text(new("^[A-Za-z0-9._-]{1,64}\\z", RegexOptions.CultureInvariant));
    private static readonly Form Hash = Bytes(32, 32);
    private static readonly Form Nonce = Bytes(16, 32);
    private static readonly Form Version = Members(("serial", Ordinal), ("sha256", Hash));
    private static readonly Form Chain = List(1, 8, Version);

    private static readonly Form Jwk = Members(("crv", Word("Ed25519")), ("kty", Word("OKP")), ("x", Bytes(32, 32)));

    private static readonly Form Lease = Members(
        ("aud", Product), ("exp", Instant), ("iat", Instant), ("iss", Id), ("sub", Hash),
        ("lk", Members(("borrowed", Boolean), ("features", List(0, 256, Name)), ("kind", Kind), ("license", Id), ("n", Ordinal), ("nonce", Nonce), ("renewWithin", Instant), ("v", One),
            ("warnings", List(0, 16, Name)))));

    private static readonly Form Activation = Members(
        ("aud", Product), ("cnf", Members(("jwk", Jwk))), ("iat", Instant), ("iss", Hash),
        ("lk", Members(("license?", Members(("id", Id), ("proof", Hash), ("serial", Ordinal))), ("nonce", Nonce), ("v", One))));

    private static readonly Form Ping = Members(
        ("aud", Id), ("iat", Instant), ("iss", Id),
        ("lk", Members(("chain", Chain), ("clock", Instant), ("issued", Count), ("nonce", Nonce), ("peak", Count), ("prev?", Members(("seq", Ordinal), ("sha256", Hash))), ("refused?", Name),
            ("seq", Ordinal), ("settled?", Version), ("use", Use), ("v", One))));

    private static readonly Form Pong = Members(
        ("aud", Id), ("iat", Instant), ("iss", Id),
        ("lk", Members(("chain", Chain), ("nonce", Nonce), ("seq", Ordinal), ("stray?", One), ("v", One))));

    public static Form Of(string type) => type switch
    {
        DocumentTypes.Lease => Lease,
        DocumentTypes.Activation => Activation,
        DocumentTypes.Ping => Ping,
        DocumentTypes.Pong => Pong,
        _ => throw new ArgumentException($"'{type}' is no message.", nameof(type)),
    };

    /// <summary>An object with these members; a name with a question mark may be absent.</summary>
    private static Form Members(params (string Name, Form Form)[] members) => value =>
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var said = new JsonObject();
        foreach (var (name, form) in members)
        {
            var isThere = value.TryGetProperty(name.TrimEnd('?'), out var member);
            if (isThere && form(member) is { } read)
            {
                said[name.TrimEnd('?')] = read;
            }
            else if (isThere || !name.EndsWith('?'))
            {
                return null;
            }
        }

        return said;
    };

    private static Form List(int min, int max, Form of) => value =>
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < min || value.GetArrayLength() > max)
        {
            return null;
        }

        JsonNode?[] items = [.. value.EnumerateArray().Select(item => of(item))];
        return Array.Exists(items, item => item is null) ? null : new JsonArray(items);
    };

    private static JsonObject? Use(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var use = new JsonObject(value.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, IsKind(m.Name) ? Count(m.Value) : null)));
        return use.Count > 16 || use.Any(m => m.Value is null) ? null : use;
    }

    private static Form Number(long min, long max) => value =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= min && number <= max ? JsonValue.Create(number) : null;

    private static Form Text(Regex form) => value => value.ValueKind == JsonValueKind.String && form.IsMatch(value.GetString()!) ? JsonValue.Create(value.GetString()) : null;

    private static Form Word(string word) => value => value.ValueKind == JsonValueKind.String && value.GetString() == word ? JsonValue.Create(word) : null;

    private static Form Bytes(int min, int max) => value =>
        value.ValueKind == JsonValueKind.String && MessageJws.Decode(value.GetString()!) is { } bytes && bytes.Length >= min && bytes.Length <= max ? JsonValue.Create(value.GetString()) : null;

    private static JsonValue? Boolean(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? JsonValue.Create(value.GetBoolean()) : null;

    private static JsonValue? Kind(JsonElement value) => value.ValueKind == JsonValueKind.String && IsKind(value.GetString()!) ? JsonValue.Create(value.GetString()) : null;

    private static bool IsKind(string name) => name != "generic" && KindForm().IsMatch(name);

    [GeneratedRegex("^[a-z][a-z0-9-]{0,31}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex KindForm();
}
