using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;

namespace LicenseKit.Stories;

/// <summary>What a server answered: a document, or a problem with its code.</summary>
internal sealed record Reply(HttpStatusCode Status, JsonNode Body)
{
    public bool IsGranted => Status is HttpStatusCode.OK or HttpStatusCode.Created;

    /// <summary>The status and the code of a problem.</summary>
    public (HttpStatusCode Status, string? Code) Problem => (Status, (string?)Body["code"]);

    public string Detail => (string?)Body["detail"] ?? "";

    /// <summary>Why the lease ends early; null when it does not.</summary>
    public JsonNode? EndsEarly => Body["endsEarly"];

    /// <summary>The number of the lease.</summary>
    public long N => (long)Lease["lk"]!["n"]!;

    public DateTimeOffset IssuedAt => Instant(Lease, "iat");

    public DateTimeOffset Expires => Instant(Lease, "exp");

    private JsonNode Lease => Payload((string)Body["lease"]!);

    /// <summary>The payload of a compact JWS. No signature is checked.</summary>
    public static JsonNode Payload(string jws) => JsonNode.Parse(Base64Url.DecodeFromChars(jws.Split('.')[1]))!;

    public static DateTimeOffset Instant(JsonNode payload, string claim) => DateTimeOffset.FromUnixTimeSeconds((long)payload[claim]!);

    public override string ToString() => $"{(int)Status} {Body.ToJsonString()}";
}
