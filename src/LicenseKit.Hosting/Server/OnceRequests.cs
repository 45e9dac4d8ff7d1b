using LicenseKit.Server;

namespace LicenseKit.Hosting.Server;

/// <summary>Requests that may come with an idempotency key.</summary>
internal static class OnceRequests
{
    /// <summary>Has a request decided, at most once for each key.</summary>
    /// <param name="loop">Decides it.</param>
    /// <param name="request">The request.</param>
    /// <param name="key">Null: each call counts.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<Outcome<OnceReply>> AskOnceAsync<TReply>(
        this ServerLoop loop, Request<TReply> request, IdempotencyKey? key, string by, CancellationToken cancellationToken)
        where TReply : class
    {
        if (key is not null)
        {
            return await loop.AskAsync(key.Once(by, request), cancellationToken).ConfigureAwait(false);
        }

        return (await loop.AskAsync(request, cancellationToken).ConfigureAwait(false)).Is(out var reply, out var fault) ? new OnceReply(reply) : fault;
    }
}
