using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace LicenseKit.Licenses;

/// <summary>Writes JSON in RFC 8785 form; the caller names members in ordinal order.</summary>
internal sealed class CanonicalWriter
{
    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c), '"', '\\']);

    private byte[] _buffer = new byte[1024];
    private int _length;
    private bool _afterValue;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Clear()
    {
        _length = 0;
        _afterValue = false;
    }

    public void Open(char bracket = '{')
    {
        Separate();
        Byte((byte)bracket);
        _afterValue = false;
    }

    public void Close(char bracket = '}')
    {
        Byte((byte)bracket);
        _afterValue = true;
    }

    public void Member(string name)
    {
        Text(name);
        Byte((byte)':');
        _afterValue = false;
    }

    public void Open(string name)
    {
        Member(name);
        Open();
    }

    public void Member(string name, string value)
    {
        Member(name);
        Text(value);
    }

    public void Member(string name, long value)
    {
        Member(name);
        Integer(value);
    }

    /// <summary>A name of the format itself, which needs no escapes.</summary>
    public void Member(ReadOnlySpan<byte> name)
    {
        Separate();
        Reserve(name.Length + 3);
        _buffer[_length] = (byte)'"';
        name.CopyTo(_buffer.AsSpan(_length + 1));
        _length += name.Length + 3;
        _buffer[_length - 2] = (byte)'"';
        _buffer[_length - 1] = (byte)':';
        _afterValue = false;
    }

    public void Open(ReadOnlySpan<byte> name, char bracket = '{')
    {
        Member(name);
        Open(bracket);
    }

    public void Member(ReadOnlySpan<byte> name, string value)
    {
        Member(name);
        Text(value);
    }

    public void Member(ReadOnlySpan<byte> name, long value)
    {
        Member(name);
        Integer(value);
    }

    public void Integer(long value)
    {
        Separate();
        Reserve(20);
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out var written);
        _length += written;
        _afterValue = true;
    }

    public void Boolean(bool value)
    {
        Separate();
        foreach (var b in value ? "true"u8 : "false"u8)
        {
            Byte(b);
        }

        _afterValue = true;
    }

    /// <summary>Shortest escapes only: quote, backslash and control characters (RFC 8785 §3.2.2.2).</summary>
    public void Text(string value)
    {
        Separate();
        Byte((byte)'"');
        if (value.AsSpan().IndexOfAny(Escaped) < 0)
        {
            Reserve(Encoding.UTF8.GetMaxByteCount(value.Length));
            _length += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length));
        }
        else
        {
            foreach (var rune in value.EnumerateRunes())
            {
                Escape(rune);
            }
        }

        Byte((byte)'"');
        _afterValue = true;
    }

    private void Escape(Rune rune)
    {
        Reserve(6);
        var shortForm = rune.Value switch { '"' => '"', '\\' => '\\', '\b' => 'b', '\t' => 't', '\n' => 'n', '\f' => 'f', '\r' => 'r', _ => '\0' };
        if (shortForm != '\0')
        {
            Byte((byte)'\\');
            Byte((byte)shortForm);
        }
        else if (rune.Value < 0x20)
        {
            "\\u00"u8.CopyTo(_buffer.AsSpan(_length));
            _length += 4;
            Byte((byte)"0123456789abcdef"[rune.Value >> 4]);
            Byte((byte)"0123456789abcdef"[rune.Value & 15]);
        }
        else
        {
            _length += rune.EncodeToUtf8(_buffer.AsSpan(_length));
        }
    }

    private void Separate()
    {
        if (_afterValue)
        {
            Byte((byte)',');
        }
    }

    private void Byte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        }
    }
}
