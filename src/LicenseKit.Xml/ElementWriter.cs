using System.Globalization;
using System.Text;
using LicenseKit.Licenses;

namespace LicenseKit.Xml;

/// <summary>Writes the content of a license in XML so that it is its own exclusive C14N: one namespace, no empty-element tags, its shortest escapes.</summary>
internal sealed class ElementWriter
{
    private readonly StringBuilder _text = new(2048);
    private int _depth;
    private bool _isEmpty;

    /// <summary>Everything so far, without the end tags that are due.</summary>
    public string Written => _text.ToString();

    public void Root(string name)
    {
        _text.Append('<').Append(name).Append(" xmlns=\"").Append(XmlNames.License).Append("\">");
        _depth = 1;
    }

    public void Open(string name, string? named = null)
    {
        Start(name, named);
        _depth++;
        _isEmpty = true;
    }

    public void Close(string name)
    {
        _depth--;
        if (!_isEmpty)
        {
            Line();
        }

        End(name);
    }

    public void Text(string name, string value, string? named = null)
    {
        Start(name, named);
        Escapes.Append(_text, value, isAttribute: false);
        End(name);
    }

    public void Integer(string name, long value) => Text(name, value.ToString(CultureInfo.InvariantCulture));

    public void Count(string name, long value, string? named = null) =>
        Text(name, value == Limit.Unlimited ? XmlTerms.Unlimited : value.ToString(CultureInfo.InvariantCulture), named);

    public void Instant(string name, long seconds) =>
        Text(name, UnixTime.ToInstant(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    private void Start(string name, string? named)
    {
        Line();
        _text.Append('<').Append(name);
        if (named is not null)
        {
            _text.Append(" name=\"");
            Escapes.Append(_text, named, isAttribute: true);
            _text.Append('"');
        }

        _text.Append('>');
        _isEmpty = false;
    }

    private void End(string name)
    {
        _text.Append("</").Append(name).Append('>');
        _isEmpty = false;
    }

    private void Line() => _text.Append('\n').Append(' ', 2 * _depth);
}
