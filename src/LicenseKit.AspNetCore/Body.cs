using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.AspNetCore;

/// <summary>Reads request bodies up to a limit; what is too large or malformed is a fault, and nothing else happens.</summary>
internal static class Body
{
    /// <summary>Room for a bundle of the largest size inside a message.</summary>
    public const int Max = 512 * 1024;

    /// <summary>Most bytes that are set aside for what a client only announces.</summary>
    private const int Announced = 4 * 1024;

    public static async Task<Outcome<byte[]>> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > Max)
        {
            return TooLarge();
        }

        // One byte more than announced: the read that finds the end does not make the buffer grow.
        var buffer = new ArrayBufferWriter<byte>((int)Math.Min(context.Request.ContentLength ?? Announced, Announced) + 1);
        try
        {
            for (int read; (read = await context.Request.Body.ReadAsync(buffer.GetMemory(), context.RequestAborted).ConfigureAwait(false)) > 0;)
            {
                buffer.Advance(read);
                if (buffer.WrittenCount > Max)
                {
                    return TooLarge();
                }
            }
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge() : Malformed("the body could not be read");
        }

        return buffer.WrittenSpan.ToArray();
    }

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

    public static async Task<Outcome<T>> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!(await ReadAsync(context).ConfigureAwait(false)).Is(out var bytes, out var fault))
        {
            return fault;
        }

        try
        {
            return JsonSerializer.Deserialize(bytes, type) is { } value ? value : Malformed("it is null");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Malformed("it is not JSON of the form that this call takes");
        }
    }

    public static LicenseFault Malformed(string why) => new(FaultCode.MalformedRequest, $"The request is malformed: {why}.", "See /openapi/v1.json for the form of each call.");

    private static LicenseFault TooLarge() => new(FaultCode.TooLarge, $"The body is larger than {Max} bytes.", "Send less; no good request is that large.");
}
