using LicenseKit.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LicenseKit.AspNetCore;

/// <summary>The <c>Idempotency-Key</c> of a call (draft-ietf-httpapi-idempotency-key-header).</summary>
internal static class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 255;

    /// <summary>The key, given for this call with this content; null without the header.</summary>
    public static bool TryRead(HttpContext http, string content, out IdempotencyKey? key, out LicenseFault? fault)
    {
        key = null;
        fault = null;
        var values = http.Request.Headers[Header];
        if (values.Count == 0)
        {
            return true;
        }

        var text = values.ToString();
        if (values.Count > 1 || text.Length is 0 or > MaxLength || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            fault = Body.Malformed($"{Header} is not one key of 1 to {MaxLength} visible ASCII characters");
            return false;
        }

        key = new(text, $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n{http.Request.Headers[HeaderNames.IfMatch]}\n{content}")
        {
            Owner = Operators.IdentityOf(http.User),
        };
        return true;
    }
}
