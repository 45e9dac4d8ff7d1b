using System.Collections.Immutable;
using LicenseKit.Signing;

namespace LicenseKit.Protocol;

/// <summary>What a parent keeps of the exchange with one key of a license: enough to answer the same ping again, and to tell whether the next one follows it.</summary>
/// <param name="Key">The child's key.</param>
/// <param name="Seq">The sequence of the last ping that was taken.</param>
/// <param name="PingSha256">SHA-256 of that ping in compact form, base64url.</param>
/// <param name="Named">The pong that it named.</param>
/// <param name="Sent">The pong that answered it.</param>
/// <param name="Pong">The same as a document: repeated to the same ping, never made anew.</param>
internal sealed record PingExchange(PublicKey Key, long Seq, string PingSha256, PongName? Named, PongName Sent, Document Pong)
{
    private const int MostStrays = 8;

    /// <summary>True once two installations were seen that live from the license; until another key has activated.</summary>
    public bool IsForked { get; init; }

    /// <summary>The last pings that did not follow, newest last; in memory only.</summary>
    public ImmutableArray<StrayPing> Strays { get; init; } = [];

    /// <summary>The pong that was given to this very ping; null when it is another one.</summary>
    public Document? AnswerTo(string pingSha256) => pingSha256 == PingSha256 ? Pong : Strays.FirstOrDefault(s => s.PingSha256 == pingSha256)?.Pong;

    /// <summary>True when a ping follows the last one: it names the pong sent, or the one that the last ping named, or (the parent was restored from a backup) a newer one.</summary>
    public bool IsFollowedBy(Ping ping) =>
        ping.Seq > Seq && (ping.Previous == Named || ping.Previous == Sent || ping.Previous?.Seq > Seq);

    /// <summary>True when a ping goes on from the answer to a stray one: somebody with the key received that answer, so the stray ping was not just an old one that was sent again.</summary>
    public bool IsForkedBy(Ping ping) => ping.Previous is { } named && Strays.Any(s => s.Sent == named);

    /// <summary>The same exchange after the answer to a ping that does not follow.</summary>
    public PingExchange SetAside(StrayPing stray) => this with { Strays = [.. Strays.TakeLast(MostStrays - 1), stray] };
}
