namespace LicenseKit.Server;

/// <summary>That a request with an idempotency key was carried out; its answer is in the store.</summary>
/// <param name="Number">The key of its row; rises.</param>
/// <param name="Key">The idempotency key, hashed with who gave it.</param>
/// <param name="Fingerprint">A hash of the request that it was given with.</param>
/// <param name="At">Run time in milliseconds.</param>
internal sealed record KeptAnswer(long Number, string Key, string Fingerprint, long At);
