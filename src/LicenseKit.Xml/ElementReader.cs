using System.Globalization;
using System.Xml;
using LicenseKit.Licenses;

namespace LicenseKit.Xml;

/// <summary>Reads the content of a license in canonical XML as a closed world: the caller names every element, in the order in which they stand.</summary>
/// <remarks>
/// As with <see cref="StrictReader"/> the first thing that is wrong stays in <see cref="Fault"/>, and from then on every call answers
/// with a default. Spaces, tabs and line feeds between elements are skipped. No element has an attribute but <c>name</c>, and that only where it is asked for.
/// </remarks>
internal sealed class ElementReader(XmlReader xml)
{
    private const string InstantForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public LicenseFault? Fault { get; private set; }

    public void Refuse(FaultCode code, string message, string? value = null) =>
        Fault ??= new(code, message, "Get the file again from its issuer; if it was made by another tool, correct that tool.", value);

    /// <summary>Moves to the root element.</summary>
    public void Start() => Skip();

    /// <summary>True when the next element has this name.</summary>
    public bool Has(string name) => Fault is null && xml.NodeType == XmlNodeType.Element && xml.LocalName == name && xml.NamespaceURI == XmlNames.License;

    public void Open(string name)
    {
        Expect(name, named: false);
        Enter();
    }

    /// <summary>Opens an element and gives its <c>name</c>.</summary>
    public string OpenNamed(string name)
    {
        var text = Expect(name, named: true);
        Enter();
        return text;
    }

    public void Close()
    {
        if (Fault is null && xml.NodeType != XmlNodeType.EndElement)
        {
            Unknown();
        }

        if (Fault is null)
        {
            Skip();
        }
    }

    public string Text(string name)
    {
        Expect(name, named: false);
        return Content();
    }

    /// <summary>The <c>name</c> of an element and its text.</summary>
    public (string Name, string Text) NamedText(string name) => (Expect(name, named: true), Content());

    /// <summary>A whole number in its one spelling.</summary>
    public long Integer(string name) => Integer(name, Text(name));

    /// <summary>A whole number below a billion, or the word for no limit.</summary>
    public long Count(string name) => Count(name, Text(name));

    public long Count(string name, string text)
    {
        var value = text == XmlTerms.Unlimited ? Limit.Unlimited : Integer(name, text);
        if (value >= Limit.UnlimitedOnWire && value != Limit.Unlimited)
        {
            Refuse(FaultCode.OutOfRange, $"'{name}' is {text}; it must be 0 to 999999999, or '{XmlTerms.Unlimited}'.", text);
        }

        return value;
    }

    /// <summary>An instant in its one spelling, <c>2027-01-15T08:00:00Z</c>, as UTC seconds since 1970.</summary>
    public long Instant(string name)
    {
        var text = Text(name);
        if (Fault is not null)
        {
            return 0;
        }

        if (!DateTimeOffset.TryParseExact(text, InstantForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            Refuse(FaultCode.WrongType, $"'{name}' is '{Names.Shown(text)}'; it must be an instant in UTC such as 2027-01-15T08:00:00Z.", Names.Shown(text));
        }

        return UnixTime.Of(instant);
    }

    private long Integer(string name, string text)
    {
        if (Fault is null && (text.Length is 0 or > 16 || text is ['0', _, ..] || text.AsSpan().ContainsAnyExceptInRange('0', '9')))
        {
            Refuse(FaultCode.WrongType, $"'{name}' is '{Names.Shown(text)}'; it must be a whole number without sign, spaces or leading zeros.", Names.Shown(text));
        }

        return Fault is null ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Stands at the start of the element that must come next, or refuses; gives the <c>name</c> where there must be one.</summary>
    private string Expect(string element, bool named)
    {
        string? name = null;
        if (Fault is not null)
        {
            return "";
        }

        if (!Has(element))
        {
            Refuse(FaultCode.MissingMember, $"Element '{element}' is missing or out of order{(xml.NodeType == XmlNodeType.Element ? $": '{Names.Shown(xml.LocalName)}' stands there" : "")}.", element);
            return "";
        }

        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            if (named && xml.Name == "name")
            {
                name = xml.Value;
            }
            else if (xml.NamespaceURI != XmlNames.Declarations)
            {
                Refuse(FaultCode.UnknownMember, $"Attribute '{Names.Shown(xml.Name)}' of '{element}' is not one of this place.", Names.Shown(xml.Name));
            }
        }

        xml.MoveToElement();
        if (named && name is null)
        {
            Refuse(FaultCode.MissingMember, $"Attribute 'name' of '{element}' is missing.", element);
        }

        return Judged(name ?? "");
    }

    private string Content()
    {
        var text = "";
        while (Fault is null && xml.Read() && xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
            {
                Unknown();
            }

            text = text.Length == 0 ? xml.Value : text + xml.Value;
        }

        if (Fault is null)
        {
            Skip();
        }

        return Fault is null ? Judged(text) : "";
    }

    /// <summary>A text as a payload may carry it; the fault is named here, where it still is XML.</summary>
    private string Judged(string text)
    {
        if (SignedText.Objection(text) is { } objection)
        {
            Refuse(FaultCode.BadText, $"The text '{Names.Shown(text)}' {objection}.", Names.Shown(text));
        }

        return text;
    }

    private void Enter()
    {
        if (Fault is null)
        {
            Skip();
        }
    }

    private void Skip()
    {
        while (xml.Read() && xml.NodeType is XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace && !xml.Value.Contains('\r', StringComparison.Ordinal))
        {
        }
    }

    private void Unknown()
    {
        var what = xml.NodeType == XmlNodeType.Element ? $"Element '{Names.Shown(xml.LocalName)}'" : $"Text '{Names.Shown(xml.Value)}'";
        Refuse(FaultCode.UnknownMember, $"{what} is not one of this place, or comes twice.", Names.Shown(xml.LocalName));
    }
}
