namespace LicenseKit.Server;

/// <summary>The reply of a request with an idempotency key.</summary>
/// <param name="Reply">The reply of what was done now; null when it was done before, and the store has the answer.</param>
internal sealed record OnceReply(object? Reply);
