namespace LicenseKit.Freshness;

/// <summary>A ping that was stored and sent, and is not answered yet.</summary>
internal sealed record PendingPing(string Jws, long Seq, string Nonce, long SentAt)
{
    /// <summary>Monotonic milliseconds of the first sending in this run; null when it was sent in an earlier run.</summary>
    public long? SentTicks { get; init; }
}
