namespace LicenseKit.Fuzz.Recipes;

/// <summary>Elements of licenses as XML, good and bad.</summary>
internal static class XmlPieces
{
    public static string[] Names { get; } =
    [
        "Product", "Id", "Serial", "State", "Client", "IssuedAt", "NotBefore", "Expires", "Grace", "Holder", "PublicKey", "LicenseCode", "Seats", "Kind", "Generic", "Stages", "Stage", "From", "To", "Oem",
        "MaxLicenses", "MaxDuration", "MaxLease", "MaxOffline", "MaxBorrow", "Overage", "Mode", "Seconds", "Features", "Feature", "Until", "Limit", "Extensions", "Extension", "Contact", "Every", "Silence",
        "Parent", "Sha256", "ParentUrl", "ServerUrl", "Issuer", "IssuerKey", "IssuerLicense", "Allocation", "Signature", "License", "SessionLicense", "product", "a:b", "\u00e9",
    ];

    public static byte[][] Values { get; } = Pieces.All(
        "", "unlimited", "0", "1", " 1", "1 ", "1\n", "&#49;", "<!-- -->1", "1<!-- -->", "<![CDATA[1]]>", "<?p i?>1", "<x></x>", "<x/>", "&lt;", "&gt;", "&#xD;", "&#x9;", "&#xA;", "\t", "\r", "]]&gt;", "]]>",
        "2027-01-15T08:00:00Z", "2027-01-15T08:00:01Z", "2027-01-15T07:59:59Z", "2027-01-15T08:00:00+00:00", "2027-01-15t08:00:00z", "2027-01-15T08:00:00.0Z", "2027-02-30T08:00:00Z", "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "<Mode>finish</Mode>", "<Mode>deadline</Mode><Seconds>3601</Seconds>", "<Kind name=\"developer\">500</Kind><Generic>0</Generic>", "<Generic>1</Generic>",
        "<Feature name=\"vision\"></Feature>", "<Feature name=\"zz\"><Limit>unlimited</Limit></Feature>", "<Extension name=\"zz\">x</Extension>", "<Every>1</Every><Silence>2</Silence>",
        "\n    <Every>3600</Every>\n    <Silence>2592001</Silence>", "\n    <Kind name=\"developer\">6</Kind>\n    <Kind name=\"execution\">20</Kind>\n    <Generic>3</Generic>",
        "\n    <Stage name=\"s\">\n      <From>2027-01-15T08:00:00Z</From>\n      <To>2028-01-15T08:00:00Z</To>\n      <Seats>\n        <Kind name=\"developer\">0</Kind>\n        <Kind name=\"execution\">0</Kind>\n        <Generic>28</Generic>\n      </Seats>\n    </Stage>");
}
