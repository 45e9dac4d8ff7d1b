using System.Text;
using System.Text.Json;

namespace LicenseKit.Licenses;

/// <summary>Reads the JSON of a license as a closed world: the caller names every member, in the order in which RFC 8785 sorts them.</summary>
/// <remarks>
/// The first thing that is wrong stays in <see cref="Fault"/>, and from then on every call answers with a default, so that a
/// reader is a plain list of members. Malformed JSON throws <see cref="JsonException"/> or, for an unpaired surrogate,
/// <see cref="InvalidOperationException"/>; whoever made the reader turns these into one fault.
/// </remarks>
internal ref struct StrictReader
{
    private const long MaxInteger = (1L << 53) - 1;

    private Utf8JsonReader _json;

    public StrictReader(ReadOnlySpan<byte> utf8)
    {
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 16 });
        _json.Read();
    }

    public LicenseFault? Fault { get; private set; }

    /// <summary>Says that a value is not what it must be; the first fault wins.</summary>
    public void Refuse(FaultCode code, string message, string? value = null) =>
        Fault ??= new(code, message, "Get the file again from its issuer; if it was made by another tool, correct that tool.", value);

    public void Open()
    {
        if (Fault is null && _json.TokenType != JsonTokenType.StartObject)
        {
            WrongType("an object");
        }

        Next();
    }

    public void Open(scoped ReadOnlySpan<byte> name)
    {
        Member(name);
        Open();
    }

    public void OpenArray(scoped ReadOnlySpan<byte> name)
    {
        Member(name);
        if (Fault is null && _json.TokenType != JsonTokenType.StartArray)
        {
            WrongType("an array");
        }

        Next();
    }

    /// <summary>True when the next element of the array is there.</summary>
    public readonly bool AtElement() => Fault is null && _json.TokenType != JsonTokenType.EndArray;

    public void CloseArray() => Next();

    public void Close()
    {
        if (Fault is null && _json.TokenType != JsonTokenType.EndObject)
        {
            Unknown();
        }

        Next();
    }

    /// <summary>True when the next member has this name.</summary>
    public readonly bool Has(scoped ReadOnlySpan<byte> name) => Fault is null && _json.TokenType == JsonTokenType.PropertyName && _json.ValueTextEquals(name);

    /// <summary>The next member of a map, whatever its name; false at the end. Names must rise, so none comes twice.</summary>
    public bool TryName(ref string? name)
    {
        if (Fault is not null || _json.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }

        var next = _json.GetString()!;
        if (name is not null && string.CompareOrdinal(name, next) >= 0)
        {
            Refuse(FaultCode.NotCanonical, $"Member '{Names.Shown(next)}' comes twice or out of order; names must rise.");
            return false;
        }

        name = next;
        Next();
        return Fault is null;
    }

    public string Text(scoped ReadOnlySpan<byte> name)
    {
        Member(name);
        return TextValue();
    }

    public string TextValue()
    {
        if (Fault is not null)
        {
            return "";
        }

        if (_json.TokenType != JsonTokenType.String)
        {
            WrongType("a text");
            return "";
        }

        var text = _json.GetString()!;
        Next();
        return text;
    }

    public long Integer(scoped ReadOnlySpan<byte> name, long min, long max)
    {
        Member(name);
        return TryInteger(min, max, out var value) ? value : OutOfRange(Encoding.UTF8.GetString(name), min, max);
    }

    /// <summary>The whole number of a member whose name was just read.</summary>
    public long IntegerValue(string name, long min, long max) => TryInteger(min, max, out var value) ? value : OutOfRange(name, min, max);

    /// <summary>Nothing may follow the outermost object.</summary>
    public void End()
    {
        if (Fault is null && (_json.TokenType != JsonTokenType.EndObject || _json.Read()))
        {
            Refuse(FaultCode.NotCanonical, "Something follows the end of the document.");
        }
    }

    /// <summary>A whole number, judged by its raw text: no fraction, exponent, sign of zero or leading zero; below 2^53. False out of range, or after a fault.</summary>
    private bool TryInteger(long min, long max, out long value)
    {
        value = min;
        if (Fault is not null)
        {
            return false;
        }

        if (_json.TokenType != JsonTokenType.Number)
        {
            WrongType("a whole number");
            return false;
        }

        var raw = _json.ValueSpan;
        if (raw.IndexOfAny(".eE"u8) >= 0 || raw.SequenceEqual("-0"u8))
        {
            WrongType("a whole number without fraction or exponent");
            return false;
        }

        if (!_json.TryGetInt64(out value) || value < min || value > max || value > MaxInteger)
        {
            return false;
        }

        Next();
        return true;
    }

    private long OutOfRange(string name, long min, long max)
    {
        if (Fault is null)
        {
            var raw = Encoding.UTF8.GetString(_json.ValueSpan);
            Refuse(FaultCode.OutOfRange, $"'{name}' is {raw}; it must be {min} to {max}.", raw);
        }

        return min;
    }

    private void Member(scoped ReadOnlySpan<byte> name)
    {
        if (Fault is not null)
        {
            return;
        }

        if (_json.TokenType == JsonTokenType.PropertyName)
        {
            if (_json.ValueTextEquals(name))
            {
                Next();
                return;
            }

            if (string.CompareOrdinal(_json.GetString(), Encoding.UTF8.GetString(name)) < 0)
            {
                Unknown();
                return;
            }
        }

        Refuse(FaultCode.MissingMember, $"Member '{Encoding.UTF8.GetString(name)}' is missing or out of order.", Encoding.UTF8.GetString(name));
    }

    private void Unknown()
    {
        var name = Names.Shown(_json.TokenType == JsonTokenType.PropertyName ? _json.GetString()! : Encoding.UTF8.GetString(_json.ValueSpan));
        Refuse(FaultCode.UnknownMember, $"Member '{name}' is not one of this place, or comes twice.", name);
    }

    private void WrongType(string expected) =>
        Refuse(FaultCode.WrongType, $"A value is {Kind(_json.TokenType)} at byte {_json.TokenStartIndex}; it must be {expected}.");

    private void Next()
    {
        if (Fault is null && _json.CurrentDepth + (_json.TokenType == JsonTokenType.StartObject ? 1 : 0) > 0)
        {
            _json.Read();
        }
    }

    private static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a truth value",
    };
}
