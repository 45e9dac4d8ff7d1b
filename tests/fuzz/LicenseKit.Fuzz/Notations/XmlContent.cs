using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LicenseKit.Fuzz.Notations;

/// <summary>Writes what a payload says as XML in canonical form, up to where the issuer's license and the signature follow.</summary>
internal sealed class XmlContent
{
    private const string Unlimited = "1000000000";

    private readonly StringBuilder _text = new();
    private int _depth = 1;
    private bool _isEmpty;

    public static string Of(string json)
    {
        using var payload = JsonDocument.Parse(json);
        var xml = new XmlContent();
        xml.Write(payload.RootElement, payload.RootElement.GetProperty("lk"));
        return xml._text.ToString();
    }

    private void Write(JsonElement root, JsonElement lk)
    {
        var isSession = lk.TryGetProperty("allocation", out _);
        _text.Append(CultureInfo.InvariantCulture, $"<{(isSession ? "SessionLicense" : "License")} xmlns=\"urn:licensekit:license:1\">");
        Text("Product", root, "aud");
        Text("Id", root, "sub");
        Text("Serial", lk, "serial");
        Text("State", lk, "state");
        Text("Client", lk, "client");
        Instant("IssuedAt", root, "iat");
        Instant("NotBefore", root, "nbf");
        Instant("Expires", root, "exp");
        Text("Grace", lk, "grace");
        Inside("Holder", root, "cnf", Holder);
        Text("Allocation", lk, "allocation");
        Inside("Seats", lk, "seats", Seats);
        Inside("Stages", lk, "stages", Stages);
        Text("Oem", lk, "oem");
        Count("MaxLicenses", lk, "maxLicenses");
        Count("MaxDuration", lk, "maxDuration");
        Count("MaxLease", lk, "maxLease");
        Count(isSession ? "MaxBorrow" : "MaxOffline", lk, isSession ? "maxBorrow" : "maxOffline");
        Texts("Overage", lk, "Mode", "Seconds");
        Inside("Features", lk, "features", Features);
        Inside("Extensions", lk, "ext", Extensions);
        Texts("Contact", lk, "Every", "Silence");
        Texts("Parent", lk, "Id", "Serial", "Sha256");
        Text("ParentUrl", lk, "parentUrl");
        Text("ServerUrl", lk, "serverUrl");
        Text("Issuer", root, "iss");
    }

    private void Holder(JsonElement cnf)
    {
        Text("LicenseCode", cnf, "lkc");
        if (cnf.TryGetProperty("jwk", out var jwk))
        {
            Text("PublicKey", jwk, "x");
        }
    }

    private void Seats(JsonElement seats)
    {
        foreach (var kind in seats.EnumerateObject().Where(k => k.Name != "generic"))
        {
            Element("Kind", OrUnlimited(kind.Value), kind.Name);
        }

        Count("Generic", seats, "generic");
    }

    private void Stages(JsonElement stages)
    {
        foreach (var stage in stages.EnumerateArray())
        {
            Open("Stage", stage.GetProperty("name").GetString());
            Instant("From", stage, "from");
            Instant("To", stage, "to");
            Inside("Seats", stage, "seats", Seats);
            Close("Stage");
        }
    }

    private void Features(JsonElement features)
    {
        foreach (var feature in features.EnumerateObject())
        {
            Open("Feature", feature.Name);
            Instant("Until", feature.Value, "until");
            Count("Limit", feature.Value, "limit");
            Close("Feature");
        }
    }

    private void Extensions(JsonElement extensions)
    {
        foreach (var extension in extensions.EnumerateObject())
        {
            Element("Extension", extension.Value.ToString(), extension.Name);
        }
    }

    private void Texts(string name, JsonElement of, params string[] elements) => Inside(name, of, Camel(name), value =>
    {
        foreach (var element in elements)
        {
            Text(element, value, Camel(element));
        }
    });

    private void Text(string name, JsonElement of, string member) => With(of, member, value => Element(name, value.ToString()));

    private void Count(string name, JsonElement of, string member) => With(of, member, value => Element(name, OrUnlimited(value)));

    private void Instant(string name, JsonElement of, string member) => With(of, member, value => Element(name, XmlTime.Text(value.GetInt64())));

    private void Inside(string name, JsonElement of, string member, Action<JsonElement> write) => With(of, member, value =>
    {
        Open(name, null);
        write(value);
        Close(name);
    });

    private void Open(string name, string? named)
    {
        Start(name, named);
        _depth++;
        _isEmpty = true;
    }

    private void Close(string name)
    {
        _depth--;
        if (!_isEmpty)
        {
            Line();
        }

        End(name);
    }

    private void Element(string name, string value, string? named = null)
    {
        Start(name, named);
        _text.Append(value);
        End(name);
    }

    private void Start(string name, string? named)
    {
        Line();
        _text.Append('<').Append(name).Append(named is null ? "" : $" name=\"{named}\"").Append('>');
    }

    private void End(string name)
    {
        _text.Append("</").Append(name).Append('>');
        _isEmpty = false;
    }

    private void Line() => _text.Append('\n').Append(' ', 2 * _depth);

    private static void With(JsonElement of, string member, Action<JsonElement> write)
    {
        if (of.TryGetProperty(member, out var value))
        {
            write(value);
        }
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string OrUnlimited(JsonElement count) => count.ToString() is var text && text == Unlimited ? "unlimited" : text;
}
