using System.Globalization;
using LicenseKit.Chains;
using LicenseKit.Hosting;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.AspNetCore;

/// <summary>Reads query parameters; one that a call does not take is refused, so that a misspelt filter does not answer with everything.</summary>
internal static class QueryParameters
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 1000;

    private static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    /// <summary>The parameters that a handler takes are its texts that are not in the route.</summary>
    public static EndpointFilterDelegate RefuseUnknown(EndpointFilterFactoryContext handler, EndpointFilterDelegate next)
    {
        var taken = handler.MethodInfo.GetParameters().Where(p => p.ParameterType == typeof(string)).Select(p => p.Name!).ToArray();
        return context =>
        {
            var http = context.HttpContext;
            var unknown = http.Request.Query.Keys.FirstOrDefault(k => !taken.Contains(k, StringComparer.OrdinalIgnoreCase) || http.Request.RouteValues.ContainsKey(k));
            return unknown is null ? next(context) : ValueTask.FromResult<object?>(Problems.Of(Unknown(unknown, taken.Where(t => !http.Request.RouteValues.ContainsKey(t))), http));
        };
    }

    /// <summary>How many items a page has at most.</summary>
    public static bool TryLimit(string? text, out int limit, out LicenseFault? fault)
    {
        limit = DefaultLimit;
        fault = string.IsNullOrEmpty(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit)
            ? null
            : Wrong("limit", text, $"a number from 1 to {MaxLimit}");
        return fault is null;
    }

    /// <summary>A flag; false when it is left out. A name without a value is refused: nothing is signed because a preview was half asked for.</summary>
    public static bool TryFlag(string name, string? text, out bool value, out LicenseFault? fault)
    {
        value = text == "true";
        fault = text is null or "true" or "false" ? null : Wrong(name, text, "true or false");
        return fault is null;
    }

    public static bool TryInstant(string name, string? text, out DateTimeOffset? instant, out LicenseFault? fault)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        instant = null;
        fault = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        // A '+' that was not escaped reads as a space.
        if (DateTimeOffset.TryParseExact(text.Replace(' ', '+'), InstantForms, CultureInfo.InvariantCulture, Utc, out var value))
        {
            instant = value;
            return true;
        }

        fault = Wrong(name, text, "an ISO 8601 instant such as 2026-12-20T00:00:00Z");
        return false;
    }

    public static bool TryStanding(string? text, out Standing? standing, out LicenseFault? fault) => TryOneOf("standing", text, Chains.StandingText.Text, out standing, out fault);

    public static bool TrySort(string? text, out LicenseSort sort, out LicenseFault? fault)
    {
        var isRead = TryOneOf<LicenseSort>("sort", text, s => s == LicenseSort.LastPing ? "lastPing" : s == LicenseSort.Expires ? "expires" : "client", out var value, out fault);
        sort = value ?? LicenseSort.Client;
        return isRead;
    }

    private static bool TryOneOf<T>(string name, string? text, Func<T, string> nameOf, out T? value, out LicenseFault? fault)
        where T : struct, Enum
    {
        value = null;
        fault = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        foreach (var one in Enum.GetValues<T>())
        {
            if (nameOf(one) == text)
            {
                value = one;
                return true;
            }
        }

        fault = Wrong(name, text, string.Join(", ", Enum.GetValues<T>().Select(nameOf)));
        return false;
    }

    private static LicenseFault Wrong(string name, string text, string expected) =>
        new(FaultCode.MalformedRequest, $"The parameter '{name}' is '{Print(text)}'.", $"Give {expected}, or leave it out.");

    private static LicenseFault Unknown(string name, IEnumerable<string> taken) =>
        new(FaultCode.MalformedRequest, $"The call takes no query parameter '{Print(name)}'.", string.Join(", ", taken) is { Length: > 0 } names ? $"Leave it out; the call takes {names}." : "Leave it out.");

    private static string Print(string text) => string.Concat(text.Take(64).Select(c => c is >= ' ' and <= '~' ? c : '?'));
}
