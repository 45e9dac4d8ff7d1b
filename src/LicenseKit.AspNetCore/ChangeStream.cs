using System.Globalization;
using System.Text.Json;
using LicenseKit.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LicenseKit.AspNetCore;

/// <summary>Rows of the audit trail as server-sent events, as they are committed; it ends when the caller goes or the host stops.</summary>
internal sealed class ChangeStream(IIssuer issuer, long? after) : IResult
{
    public const string MediaType = "text/event-stream";

    /// <summary>Proxies close a connection on which nothing is sent.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>From the row that the caller names by <c>Last-Event-ID</c> or <c>after</c>; from now on when it names none.</summary>
    public static IResult Open(HttpContext http, IIssuer issuer, string? after)
    {
        var last = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header : after;
        return string.IsNullOrEmpty(last) ? new ChangeStream(issuer, null)
            : long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new ChangeStream(issuer, number)
            : Problems.Of(Body.Malformed("'after' or Last-Event-ID is not the number of a row"), http);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var stopping = httpContext.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var time = httpContext.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System;
        var page = await httpContext.RequestServices.GetRequiredService<ILicenseServer>().ActivityAsync(new() { Limit = 1 }, ends.Token).ConfigureAwait(false);
        if (!page.Is(out var newest, out var fault))
        {
            await Problems.Of(fault, httpContext).ExecuteAsync(httpContext).ConfigureAwait(false);
            return;
        }

        var last = newest.Items is [var row, ..] ? row.Number : 0;
        if (after > last)
        {
            await Problems.Of(Body.Malformed($"row {after} is not there: the newest one is {last}"), httpContext).ExecuteAsync(httpContext).ConfigureAwait(false);
            return;
        }

        var from = after ?? last;
        var response = httpContext.Response;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            // Its number first: a caller whose connection breaks before the first row goes on from here.
            await WriteAsync(response, string.Create(CultureInfo.InvariantCulture, $"id: {from}\n\n"), ends.Token).ConfigureAwait(false);
            await CopyAsync(response, from, time, ends).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or LicenseFaultException)
        {
            // The caller has gone, the host stops, or the storage cannot be read: the stream is over, and the caller goes on from its last row.
        }
    }

    private async Task CopyAsync(HttpResponse response, long from, TimeProvider time, CancellationTokenSource ends)
    {
        var changes = issuer.WatchAsync(from, ends.Token).GetAsyncEnumerator(ends.Token);
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                while (!next.IsCompleted && !await EndsWithinAsync(next, time).ConfigureAwait(false))
                {
                    await WriteAsync(response, ":\n\n", ends.Token).ConfigureAwait(false);
                }

                if (!await next.ConfigureAwait(false))
                {
                    return;
                }

                var (number, row) = (changes.Current.Number, JsonSerializer.Serialize(changes.Current, AdminJson.Readable.Activity));
                next = changes.MoveNextAsync().AsTask();
                await WriteAsync(response, string.Create(CultureInfo.InvariantCulture, $"id: {number}\ndata: {row}\n\n"), ends.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            await ends.CancelAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await changes.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>False when nothing came for as long as a connection may be silent.</summary>
    private static async Task<bool> EndsWithinAsync(Task next, TimeProvider time)
    {
        try
        {
            await next.WaitAsync(KeepAlive, time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException) when (!next.IsCompleted)
        {
            return false;
        }
    }

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
