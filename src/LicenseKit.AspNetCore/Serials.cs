using System.Globalization;
using LicenseKit.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LicenseKit.AspNetCore;

/// <summary>The entity tag of a license is its serial in quotes (RFC 9110 §8.8.3).</summary>
internal static class Serials
{
    public static void Tag(HttpContext http, IssuedLicense license) =>
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{license.Serial}\"");

    /// <summary>The serial that <c>If-Match</c> names; null without the header and for <c>*</c>.</summary>
    public static bool TryIfMatch(HttpContext http, out long? serial, out LicenseFault? fault)
    {
        serial = null;
        fault = null;
        var header = http.Request.Headers[HeaderNames.IfMatch].ToString();
        if (header is "" or "*")
        {
            return true;
        }

        var isSerial = long.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        serial = isSerial ? value : null;
        fault = isSerial ? null : Body.Malformed("If-Match is neither a serial in quotes nor *");
        return isSerial;
    }
}
