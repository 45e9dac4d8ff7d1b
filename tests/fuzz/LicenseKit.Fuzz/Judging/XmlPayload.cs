using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using LicenseKit.Fuzz.Notations;
using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz.Judging;

/// <summary>The payload of the same license as JSON, from XML that is well-formed and says everything; what is missing throws.</summary>
internal static class XmlPayload
{
    private static readonly XNamespace Own = "urn:licensekit:license:1";

    /// <exception cref="FormatException">A number or an instant is none.</exception>
    /// <exception cref="InvalidOperationException">An element is missing.</exception>
    public static byte[] Of(XElement license)
    {
        var lk = new JsonObject { ["v"] = 1 };
        var root = new JsonObject { ["lk"] = lk, ["aud"] = Text(license, "Product"), ["sub"] = Text(license, "Id"), ["iss"] = Text(license, "Issuer") };
        (root["iat"], root["nbf"], root["exp"]) = (Instant(license, "IssuedAt"), Instant(license, "NotBefore"), Instant(license, "Expires"));
        foreach (var name in Present(license, "State", "Client", "Allocation", "ParentUrl", "ServerUrl"))
        {
            lk[Camel(name)] = Text(license, name);
        }

        foreach (var name in Present(license, "Serial", "Grace", "Oem", "MaxLicenses", "MaxDuration", "MaxLease", "MaxOffline", "MaxBorrow"))
        {
            lk[Camel(name)] = Number(license, name);
        }

        foreach (var name in Present(license, "Overage", "Contact", "Parent"))
        {
            lk[Camel(name)] = Map(Required(license, name), e => Camel(e.Name.LocalName), e => e.Name.LocalName is "Mode" or "Id" or "Sha256" ? e.Value : Whole(e.Value));
        }

        lk["seats"] = Seats(license);
        lk["stages"] = new JsonArray([.. Required(license, "Stages").Elements().Select(Stage)]);
        lk["features"] = Map(Required(license, "Features"), Name, Feature);
        lk["ext"] = Map(Required(license, "Extensions"), Name, e => e.Value);
        foreach (var name in Present(license, "Holder"))
        {
            root["cnf"] = Holder(Required(license, name));
        }

        using var json = JsonDocument.Parse(root.ToJsonString());
        return Encoding.UTF8.GetBytes(CanonicalJson.Of(json.RootElement));
    }

    private static JsonObject Holder(XElement holder) => Present(holder, "LicenseCode").Any()
        ? new() { ["lkc"] = Text(holder, "LicenseCode") }
        : new() { ["jwk"] = new JsonObject { ["crv"] = "Ed25519", ["kty"] = "OKP", ["x"] = Text(holder, "PublicKey") } };

    private static JsonObject Stage(XElement stage) => new() { ["name"] = Name(stage), ["from"] = Instant(stage, "From"), ["to"] = Instant(stage, "To"), ["seats"] = Seats(stage) };

    private static JsonObject Seats(XElement of)
    {
        var seats = new JsonObject();
        foreach (var kind in Required(of, "Seats").Elements(Own + "Kind"))
        {
            seats[Name(kind)] = Whole(kind.Value);
        }

        seats["generic"] = Number(Required(of, "Seats"), "Generic");
        return seats;
    }

    private static JsonObject Feature(XElement of) =>
        Map(of, e => Camel(e.Name.LocalName), e => e.Name.LocalName == "Until" ? Instant(of, "Until") : Whole(e.Value));

    private static JsonObject Map(XElement of, Func<XElement, string> name, Func<XElement, JsonNode> value) =>
        new(of.Elements().Select(e => new KeyValuePair<string, JsonNode?>(name(e), value(e))));

    private static IEnumerable<string> Present(XElement of, params string[] names) => names.Where(n => of.Element(Own + n) is not null);

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Name(XElement element) => element.Attribute("name")?.Value ?? throw new InvalidOperationException("A name is missing.");

    private static string Text(XElement of, string name) => Required(of, name).Value;

    private static long Number(XElement of, string name) => Whole(Required(of, name).Value);

    private static long Whole(string text) => text == "unlimited" ? 1_000_000_000 : long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static long Instant(XElement of, string name) => XmlTime.Seconds(Text(of, name)) ?? throw new FormatException($"'{name}' is no instant.");

    private static XElement Required(XElement of, string name) => of.Elements(Own + name).Single();
}
