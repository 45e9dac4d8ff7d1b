using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LicenseKit.Hosting.Server;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Tests;

/// <summary>HTTP as scripts speak it: plain JSON in, status and JSON out.</summary>
internal static class HttpTalk
{
    public const string V1 = "/licensekit/v1";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(32);

    public static Task<Answer> AdminAsync(this HttpClient http, HttpMethod method, string path, string? body = null, string? ifMatch = null, string? key = null) =>
        http.CallAsync(method, "/admin" + path, body, "admin", ifMatch, key);

    public static Task<Answer> PostAdminAsync(this HttpClient http, string path, string? body = null) => http.AdminAsync(HttpMethod.Post, path, body);

    public static Task<Answer> GetAdminAsync(this HttpClient http, string path) => http.AdminAsync(HttpMethod.Get, path);

    public static Task<Answer> AcquireAsync(this HttpClient http, string license, byte[] secret, string kind = "developer", string? nonce = null) =>
        http.CallAsync(HttpMethod.Post, "/sessions", JsonSerializer.Serialize(new { license, kind, nonce = nonce ?? Secrets.NewNonce() }), Base64UrlText.Encode(secret));

    public static Task<Answer> RenewAsync(this HttpClient http, byte[] secret, long n, string? session = null) =>
        http.CallAsync(HttpMethod.Post, $"/sessions/{session ?? Secrets.IdOf(secret)}/renew", JsonSerializer.Serialize(new { n, nonce = Secrets.NewNonce() }), Base64UrlText.Encode(secret));

    public static Task<Answer> ReleaseAsync(this HttpClient http, byte[] secret, string? session = null) =>
        http.CallAsync(HttpMethod.Delete, $"/sessions/{session ?? Secrets.IdOf(secret)}", null, Base64UrlText.Encode(secret));

    public static async Task<Answer> CallAsync(this HttpClient http, HttpMethod method, string path, string? body = null, string? bearer = null, string? ifMatch = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("/health", StringComparison.Ordinal) || path.StartsWith("/app", StringComparison.Ordinal) ? path : V1 + path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Content.Headers.ContentType?.MediaType, response.Headers.RetryAfter is not null)
        {
            ETag = response.Headers.ETag?.ToString(),
            Location = response.Headers.Location?.OriginalString,
            FileName = response.Content.Headers.ContentDisposition is { } file ? file.FileNameStar ?? file.FileName : null,
        };
    }

    /// <summary>The lease's claims, not verified.</summary>
    public static JsonElement Claims(this Answer answer) => JsonElement.Parse(Convert.FromBase64String(Padded(answer.Json.GetProperty("lease").GetString()!.Split('.')[1])));

    public static long N(this Answer answer) => answer.Claims().GetProperty("lk").GetProperty("n").GetInt64();

    private static string Padded(string base64Url) => base64Url.Replace('-', '+').Replace('_', '/').PadRight((base64Url.Length + 3) / 4 * 4, '=');

    internal sealed record Answer(HttpStatusCode Status, string Body, string? MediaType, bool HasRetryAfter)
    {
        public string? ETag { get; init; }

        public string? Location { get; init; }

        public string? FileName { get; init; }

        /// <summary>The items of a page.</summary>
        public IReadOnlyList<JsonElement> Items => [.. Json.GetProperty("items").EnumerateArray()];

        /// <summary>The names of the clients of a page.</summary>
        public IReadOnlyList<string> Clients => [.. Items.Select(i => i.GetProperty("client").GetString()!)];

        /// <summary>The cursor of the next page; null on the last one.</summary>
        public string? Next => Json.GetProperty("next").GetString();

        public JsonElement Json => JsonElement.Parse(Body);

        public string Text(string member) => Json.GetProperty(member).GetString()!;

        public string Id => Text("id");

        public Answer Is(HttpStatusCode status)
        {
            Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Body}");
            return this;
        }

        /// <summary>A problem document with the fault's code, a sentence and what to do.</summary>
        public Answer IsProblem(HttpStatusCode status, string code)
        {
            Is(status);
            Assert.Equal("application/problem+json", MediaType);
            Assert.Equal(code, Text("code"));
            Assert.NotEmpty(Text("detail"));
            Assert.NotEmpty(Text("remedy"));
            return this;
        }
    }
}
