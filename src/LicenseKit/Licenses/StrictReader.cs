using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace LicenseKit.Licenses;

/// <summary>Reads the JSON of a license as a closed world and in one form only: the caller names every member, in the order in which RFC 8785 sorts them.</summary>
/// <remarks>
/// Names, commas and brackets are compared byte by byte with the one text that may stand there, so what is read is canonical
/// without being written again. The first thing that is wrong stays in <see cref="Fault"/>, and from then on every call answers
/// with a default, so that a reader is a plain list of members. No input makes it throw.
/// </remarks>
internal ref struct StrictReader
{
    private const long MaxInteger = (1L << 53) - 1;
    private const int MaxDigits = 16;

    private static readonly SearchValues<byte> Numeric = SearchValues.Create("+-.0123456789Ee"u8);

    private readonly ReadOnlySpan<byte> _json;
    private int _at;
    private bool _afterValue;

    public StrictReader(ReadOnlySpan<byte> utf8) => _json = utf8;

    public LicenseFault? Fault { get; private set; }

    private readonly byte Here => _at < _json.Length ? _json[_at] : (byte)0;

    /// <summary>Says that a value is not what it must be; the first fault wins.</summary>
    public void Refuse(FaultCode code, string message, string? value = null) =>
        Fault ??= new(code, message, "Get the file again from its issuer; if it was made by another tool, correct that tool.", value);

    public void Open() => Step((byte)'{', "an object");

    public void Open(scoped ReadOnlySpan<byte> name)
    {
        Member(name);
        Open();
    }

    public void OpenArray(scoped ReadOnlySpan<byte> name)
    {
        Member(name);
        Step((byte)'[', "an array");
    }

    /// <summary>True when another element of the array follows.</summary>
    public bool AtElement() => Fault is null && Here != ']' && Separated();

    public void CloseArray() => Leave((byte)']');

    public void Close()
    {
        if (Fault is null && Here != '}' && NextName() is { } name)
        {
            Unknown(name);
        }

        Leave((byte)'}');
    }

    /// <summary>True when the next member has this name.</summary>
    public readonly bool Has(scoped ReadOnlySpan<byte> name) => Fault is null && LengthOf(name) > 0;

    /// <summary>The next member of a map, whatever its name; false at the end. Names must rise, so none comes twice.</summary>
    /// <param name="name">The last name, and then the next.</param>
    /// <param name="likely">A name that the next one probably is: then this very string is used.</param>
    public bool TryName(ref string? name, string? likely = null)
    {
        if (Fault is not null || Here == '}' || !Separated() || !TryText(out var raw, out var escaped))
        {
            return false;
        }

        var next = likely is not null && Ascii.Equals(raw, likely) ? likely : Decoded(raw, escaped);
        if (Fault is null && name is not null && string.CompareOrdinal(name, next) >= 0)
        {
            Refuse(FaultCode.NotCanonical, $"Member '{Names.Shown(next)}' comes twice or out of order; names must rise.");
        }

        if (Fault is null && Here != ':')
        {
            Broken();
        }

        _at++;
        _afterValue = false;
        name = next;
        return Fault is null;
    }

    public string Text(scoped ReadOnlySpan<byte> name)
    {
        Member(name);
        return TextValue();
    }

    public string TextValue() => TryText(out var raw, out var escaped) ? Decoded(raw, escaped) : "";

    /// <summary>A text that is compared with known words: its bytes, which are empty after a fault.</summary>
    public ReadOnlySpan<byte> Word(scoped ReadOnlySpan<byte> name)
    {
        Member(name);
        if (!TryText(out var raw, out _) || !IsUtf8(raw))
        {
            return [];
        }

        return raw;
    }

    public long Integer(scoped ReadOnlySpan<byte> name, long min, long max)
    {
        Member(name);
        return TryInteger(min, max, out var value) ? value : NoInteger(Fault is null ? Encoding.UTF8.GetString(name) : "", min, max);
    }

    /// <summary>The whole number of a member whose name was just read.</summary>
    public long IntegerValue(string name, long min, long max) => TryInteger(min, max, out var value) ? value : NoInteger(name, min, max);

    /// <summary>Nothing may follow the outermost object.</summary>
    public void End()
    {
        if (Fault is null && _at != _json.Length)
        {
            Refuse(FaultCode.NotCanonical, $"Something follows the end of the document at byte {_at}.");
        }
    }

    private void Step(byte bracket, string expected)
    {
        if (Fault is null && Here != bracket)
        {
            WrongType(expected);
        }

        _at++;
        _afterValue = false;
    }

    private void Leave(byte bracket)
    {
        if (Fault is null && Here != bracket)
        {
            Broken();
        }

        _at++;
        _afterValue = true;
    }

    private void Member(scoped ReadOnlySpan<byte> name)
    {
        if (Fault is not null)
        {
            return;
        }

        var length = LengthOf(name);
        if (length == 0)
        {
            Missing(name);
            return;
        }

        _at += length;
        _afterValue = false;
    }

    /// <summary>The length of <c>,"name":</c>, the comma only after a value; 0 when something else is here.</summary>
    private readonly int LengthOf(scoped ReadOnlySpan<byte> name)
    {
        var comma = _afterValue ? 1 : 0;
        var length = name.Length + comma + 3;
        if (length > _json.Length - _at)
        {
            return 0;
        }

        var here = _json.Slice(_at, length);
        return (comma == 0 || here[0] == ',') && here[comma] == '"' && here.Slice(comma + 1, name.Length).SequenceEqual(name)
            && here[^2] == '"' && here[^1] == ':' ? length : 0;
    }

    /// <summary>False, with a fault, when the comma that a value demands is not here.</summary>
    private bool Separated()
    {
        if (_afterValue)
        {
            if (Here != ',')
            {
                Broken();
                return false;
            }

            _at++;
            _afterValue = false;
        }

        return true;
    }

    /// <summary>A whole number, judged by its text: digits without leading zero, below 2^53. False when it is not one, or after a fault.</summary>
    private bool TryInteger(long min, long max, out long value)
    {
        value = 0;
        if (Fault is not null)
        {
            return false;
        }

        var rest = _json[_at..];
        var length = 0;
        while (length < rest.Length && length <= MaxDigits && char.IsAsciiDigit((char)rest[length]))
        {
            value = (value * 10) + (rest[length++] - '0');
        }

        if (length is 0 or > MaxDigits || length == rest.Length || rest[length] is not ((byte)',' or (byte)'}' or (byte)']')
            || (rest[0] == '0' && length > 1) || value < min || value > max || value > MaxInteger)
        {
            return false;
        }

        _at += length;
        _afterValue = true;
        return true;
    }

    /// <summary>Says why what is here is no whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    private long NoInteger(string name, long min, long max)
    {
        if (Fault is not null)
        {
            return min;
        }

        var rest = _json[_at..];
        var length = rest.IndexOfAnyExcept(Numeric);
        var token = rest[..(length < 0 ? rest.Length : length)];
        var digits = token.StartsWith("-"u8) ? token[1..] : token;
        if (token.IsEmpty)
        {
            WrongType("a whole number");
        }
        else if (digits.IsEmpty || !char.IsAsciiDigit((char)digits[0]) || (digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit((char)digits[1]))
            || token.Length == rest.Length || rest[token.Length] is not ((byte)',' or (byte)'}' or (byte)']'))
        {
            Broken();
        }
        else if (digits.IndexOfAny(".eE"u8) >= 0 || token.SequenceEqual("-0"u8))
        {
            WrongType("a whole number without fraction or exponent");
        }
        else if (digits.IndexOfAny("+-"u8) >= 0)
        {
            Broken();
        }
        else
        {
            var raw = Names.Shown(Encoding.UTF8.GetString(token));
            Refuse(FaultCode.OutOfRange, $"'{Names.Shown(name)}' is {raw}; it must be {min} to {max}.", raw);
        }

        return min;
    }

    /// <summary>The bytes between the quotes, escapes still in them; the rest of the value is skipped.</summary>
    private bool TryText(out ReadOnlySpan<byte> raw, out bool escaped)
    {
        raw = [];
        escaped = false;
        if (Fault is not null)
        {
            return false;
        }

        if (Here != '"')
        {
            WrongType("a text");
            return false;
        }

        var rest = _json[(_at + 1)..];
        var length = CanonicalText.LengthOf(rest, out escaped);
        if (length < 0)
        {
            _at += 1 + ~length;
            Broken();
            return false;
        }

        raw = rest[..length];
        _at += length + 2;
        _afterValue = true;
        return true;
    }

    private string Decoded(ReadOnlySpan<byte> raw, bool escaped)
    {
        if (!IsUtf8(raw))
        {
            return "";
        }

        return escaped ? CanonicalText.Unescape(raw) : Encoding.UTF8.GetString(raw);
    }

    private bool IsUtf8(ReadOnlySpan<byte> raw)
    {
        if (Utf8.IsValid(raw))
        {
            return true;
        }

        Refuse(FaultCode.NotCanonical, $"A text that ends at byte {_at} is not UTF-8.");
        return false;
    }

    /// <summary>The name of the member that is here; null, with a fault, when none is.</summary>
    private string? NextName() =>
        Separated() && Here == '"' && TryText(out var raw, out var escaped) && Decoded(raw, escaped) is var name && Fault is null && Here == ':' ? name : Broken();

    private void Missing(scoped ReadOnlySpan<byte> expected)
    {
        var wanted = Encoding.UTF8.GetString(expected);
        if (Here == '}')
        {
            Refuse(FaultCode.MissingMember, $"Member '{wanted}' is missing.", wanted);
        }
        else if (NextName() is { } found)
        {
            if (string.CompareOrdinal(found, wanted) < 0)
            {
                Unknown(found);
            }

            Refuse(FaultCode.MissingMember, $"Member '{wanted}' is missing or out of order.", wanted);
        }
    }

    private void Unknown(string name)
    {
        var shown = Names.Shown(name);
        Refuse(FaultCode.UnknownMember, $"Member '{shown}' is not one of this place, or comes twice.", shown);
    }

    private void WrongType(string expected)
    {
        var rest = _json[_at..];
        var kind = Here switch
        {
            (byte)'{' => "an object",
            (byte)'[' => "an array",
            (byte)'"' => "a text",
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => "a number",
            _ => rest.StartsWith("null"u8) ? "null" : rest.StartsWith("true"u8) || rest.StartsWith("false"u8) ? "a truth value" : null,
        };
        if (kind is null)
        {
            Broken();
        }
        else
        {
            Refuse(FaultCode.WrongType, $"A value is {kind} at byte {_at}; it must be {expected}.");
        }
    }

    private string? Broken()
    {
        Refuse(FaultCode.NotCanonical, _at < _json.Length
            ? $"The payload is not in the form of a license: byte {_at} ({_json[_at]:X2}) cannot stand there."
            : "The payload is not in the form of a license: it ends too early.");
        return null;
    }
}
