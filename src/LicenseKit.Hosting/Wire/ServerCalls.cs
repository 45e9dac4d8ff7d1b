using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Wire;

/// <summary>Calls to a license server over HTTP; a "no" comes back as the fault that its problem document names.</summary>
/// <remarks>What another machine says enters here: a fault has only its printable text, of limited length, and only codes and ids of the right form.</remarks>
internal sealed class ServerCalls(HttpClient http)
{
    /// <summary>Where a server maps what children and apps call, below its address.</summary>
    public const string Prefix = "/licensekit/v1";

    private const int MaxAnswer = 2 * 1024 * 1024;

    public Task<Outcome<TAnswer>> PostAsync<TBody, TAnswer>(
        string server, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, string? bearer, CancellationToken cancellationToken)
        where TAnswer : class =>
        SendAsync(HttpMethod.Post, server, path, JsonContent.Create(body, bodyType), bearer, bytes => JsonSerializer.Deserialize(bytes, answerType), cancellationToken);

    public async Task<Outcome> DeleteAsync(string server, string path, string bearer, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Delete, server, path, null, bearer, bytes => bytes, cancellationToken).ConfigureAwait(false)).Is(out _, out var fault) ? Outcome.Done : fault;

    private async Task<Outcome<TAnswer>> SendAsync<TAnswer>(
        HttpMethod method, string server, string path, HttpContent? content, string? bearer, Func<byte[], TAnswer?> read, CancellationToken cancellationToken)
        where TAnswer : class
    {
        try
        {
            using var request = new HttpRequestMessage(method, server.TrimEnd('/') + Prefix + path) { Content = content };
            request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var bytes = await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
            return !response.IsSuccessStatusCode ? Problem(server, (int)response.StatusCode, bytes)
                : read(bytes) is { } answer ? answer
                : Unreachable(server, "the answer is empty");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException or InvalidOperationException or UriFormatException)
        {
            return Unreachable(server, Reason(e));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unreachable(server, "it did not answer in time");
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var buffer = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (int read; (read = await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                buffer.Write(chunk, 0, read);
                if (buffer.Length > MaxAnswer)
                {
                    throw new IOException($"the answer has more than {MaxAnswer} bytes");
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return buffer.ToArray();
    }

    private static LicenseFault Problem(string server, int status, byte[] bytes)
    {
        try
        {
            var problem = JsonSerializer.Deserialize(bytes, WireJson.Default.ProblemMessage);
            if (problem?.Code is { Length: 6 } code && code.StartsWith("LK", StringComparison.Ordinal)
                && int.TryParse(code.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number != (int)FaultCode.None && Enum.IsDefined((FaultCode)number))
            {
                return new((FaultCode)number, PlainText.Escaped(problem.Detail ?? ""), PlainText.Escaped(problem.Remedy ?? ""),
                    link: problem.Link is { } link && Names.IsId(link) ? link : null);
            }
        }
        catch (JsonException)
        {
            return Unreachable(server, $"status {status}");
        }

        return Unreachable(server, $"status {status}: {Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 200)))}");
    }

    /// <summary>A connection that TLS refused says only in its inner exceptions why.</summary>
    private static string Reason(Exception e) => e.InnerException is AuthenticationException { Message: var why } inner
        ? $"{e.Message} {why} {inner.InnerException?.Message}".TrimEnd()
        : e.Message;

    private static LicenseFault Unreachable(string server, string why) => new(FaultCode.ServerUnreachable,
        $"The license server at {server} cannot be reached: {PlainText.Escaped(why)}.", "Check the address and the network; it is tried again.");
}
