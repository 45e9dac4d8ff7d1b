using LicenseKit.Signing;

namespace LicenseKit.Protocol;

/// <summary>What a parent keeps of the exchange with one key of a license: enough to answer the same ping again, and to tell whether the next one follows it.</summary>
/// <param name="Key">The child's key.</param>
/// <param name="Seq">The highest sequence seen under this key.</param>
/// <param name="PingSha256">SHA-256 of the last ping in compact form, base64url.</param>
/// <param name="Named">The pong that the last ping named.</param>
/// <param name="Sent">The pong that answered it.</param>
/// <param name="Pong">The same as a document: repeated to the same ping, never made anew.</param>
internal sealed record PingExchange(PublicKey Key, long Seq, string PingSha256, PongName? Named, PongName Sent, Document Pong)
{
    /// <summary>True when a ping follows the last one: it names the pong sent, or the one that the last ping named, or (the parent was restored from a backup) a newer one.</summary>
    public bool IsFollowedBy(Ping ping) =>
        ping.Seq > Seq && (ping.Previous == Named || ping.Previous == Sent || ping.Previous?.Seq > Seq);
}
