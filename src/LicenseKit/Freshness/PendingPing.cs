using LicenseKit.Signing;

namespace LicenseKit.Freshness;

/// <summary>A ping that was stored, then sent, and is not answered yet: the same bytes are repeated until then.</summary>
/// <param name="Document">The signed ping.</param>
/// <param name="Seq">Its sequence under this key.</param>
/// <param name="Nonce">What the pong must repeat.</param>
/// <param name="SentAt">Effective UTC seconds of the first sending.</param>
internal sealed record PendingPing(Document Document, long Seq, string Nonce, long SentAt)
{
    /// <summary>Monotonic milliseconds of the first sending in this run; null when it was sent in an earlier run.</summary>
    public long? SentTicks { get; init; }
}
