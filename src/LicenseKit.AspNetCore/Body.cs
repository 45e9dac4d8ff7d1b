using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LicenseKit.Hosting.Front;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace LicenseKit.AspNetCore;

/// <summary>Reads request bodies of the right content type up to a limit; what is too large or malformed is a fault, and nothing else happens.</summary>
internal static class Body
{
    /// <summary>Room for a bundle of the largest size inside a message.</summary>
    public const int Max = 512 * 1024;

    /// <summary>What children and apps send is smaller than this nearly always; more of it is read only as far as its sender may ask for unproven work.</summary>
    private const int Small = 16 * 1024;

    /// <summary>Most bytes that are set aside for what a client only announces.</summary>
    private const int Announced = 4 * 1024;

    /// <summary>The body of an operator's call.</summary>
    public static Task<Outcome<byte[]>> ReadAsync(HttpContext context) => ReadAsync(context, Max, () => null);

    public static async Task<Outcome<string>> ReadTextAsync(HttpContext context)
    {
        if (!(await ReadAsync(context).ConfigureAwait(false)).Is(out var bytes, out var fault))
        {
            return fault;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Malformed("it is not UTF-8");
        }
    }

    /// <summary>The message of a child or an app, which has not proven anything yet.</summary>
    public static async Task<Outcome<T>> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int most, UnprovenWork unproven)
        where T : class
    {
        var from = Origin.Of(context.Connection.RemoteIpAddress);
        if (!(await ReadAsync(context, most, () => unproven.Refuse(from)).ConfigureAwait(false)).Is(out var bytes, out var fault))
        {
            return fault;
        }

        if (bytes.Length <= Small)
        {
            return Read(bytes, type);
        }

        var started = unproven.Start();
        var message = Read(bytes, type);
        unproven.Charge(from, started);
        return message;
    }

    public static LicenseFault Malformed(string why) => new(FaultCode.MalformedRequest, $"The request is malformed: {why}.", "See /openapi/v1.json for the form of each call.");

    private static async Task<Outcome<byte[]>> ReadAsync(HttpContext context, int most, Func<LicenseFault?> refuseLarge)
    {
        if (RefuseType(context) is { } unsupported)
        {
            return unsupported;
        }

        var announced = context.Request.ContentLength;
        if (announced > most)
        {
            return TooLarge(most);
        }

        if (announced > Small && refuseLarge() is { } refusal)
        {
            return refusal;
        }

        // One byte more than announced: the read that finds the end does not make the buffer grow.
        var buffer = new ArrayBufferWriter<byte>((int)Math.Min(announced ?? Announced, Announced) + 1);
        try
        {
            for (int read; (read = await context.Request.Body.ReadAsync(buffer.GetMemory(), context.RequestAborted).ConfigureAwait(false)) > 0;)
            {
                var before = buffer.WrittenCount;
                buffer.Advance(read);
                if (buffer.WrittenCount > most)
                {
                    return TooLarge(most);
                }

                if (announced is null && before <= Small && buffer.WrittenCount > Small && refuseLarge() is { } late)
                {
                    return late;
                }
            }
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge(most) : Malformed("the body could not be read");
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static Outcome<T> Read<T>(byte[] bytes, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, type) is { } value ? value : Malformed("it is null");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Malformed("it is not JSON of the form that this call takes");
        }
    }

    /// <summary>A page of another site can make a browser send forms and plain text with its cookies, but neither JSON nor a file unless this server allows it.</summary>
    private static LicenseFault? RefuseType(HttpContext context)
    {
        var name = context.Request.ContentType;
        if (name is null)
        {
            return context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false ? null : Unsupported("The body has no content type.");
        }

        return MediaTypeHeaderValue.TryParse(name, out var type)
            && (type.MatchesMediaType("application/json") || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("xml", StringComparison.OrdinalIgnoreCase) || type.MatchesMediaType("application/octet-stream"))
            ? null
            : Unsupported("The content type of the body is neither JSON nor that of a license file.");
    }

    private static LicenseFault Unsupported(string what) => new(FaultCode.UnsupportedMediaType, what,
        "Send 'Content-Type: application/json'; a license file may be sent as 'application/octet-stream'.");

    private static LicenseFault TooLarge(int most) => new(FaultCode.TooLarge, $"The body is larger than {most} bytes.", "Send less; no good request of this kind is that large.");
}
