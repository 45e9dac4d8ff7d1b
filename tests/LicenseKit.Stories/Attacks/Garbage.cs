using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace LicenseKit.Stories.Attacks;

/// <summary>What an attacker makes without any key: of the right form, so that only the signature gives it away.</summary>
internal static class Garbage
{
    /// <summary>A call with a JSON body.</summary>
    public static HttpRequestMessage Post(Server server, string path, JsonNode body, string? bearer = null) => Post(server, path, Encoding.UTF8.GetBytes(body.ToJsonString()), bearer);

    public static HttpRequestMessage Post(Server server, string path, byte[] body, string? bearer = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{server.Url}/licensekit/v1{path}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        return request;
    }

    /// <summary>A document of a type, signed by nobody, under a key that is public.</summary>
    public static string Document(string type, string key, JsonNode payload) =>
        $"{Text($$"""{"alg":"EdDSA","kid":"{{Thumbprint(key)}}","typ":"{{type}}"}""")}.{Text(payload.ToJsonString())}.{Random(64)}";

    public static string Ping(string key, string license) => Document("lk-ping+jwt", key, new JsonObject
    {
        ["iss"] = license,
        ["lk"] = new JsonObject { ["seq"] = RandomNumberGenerator.GetInt32(1, 1_000_000), ["nonce"] = Random(16), ["v"] = 1 },
    });

    public static string Random(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>The JWK thumbprint (RFC 7638), which everybody can compute.</summary>
    private static string Thumbprint(string key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"Ed25519","kty":"OKP","x":"{{key}}"}""")));

    private static string Text(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
