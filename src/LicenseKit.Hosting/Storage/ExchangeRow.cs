using LicenseKit.Issuing;
using LicenseKit.Protocol;

namespace LicenseKit.Hosting.Storage;

/// <summary>A row of <c>lk_exchange</c>: the exchange with one key of a server license.</summary>
/// <param name="Id">The license.</param>
/// <param name="Key">The child's key, base64url.</param>
/// <param name="Seq">The highest sequence under this key.</param>
/// <param name="PingSha256">SHA-256 of the last ping; null in a row of schema 1, which has the ping itself.</param>
/// <param name="Ping">The last ping in compact form, in a row of schema 1 only.</param>
/// <param name="NamedSeq">The sequence of the pong that the last ping named.</param>
/// <param name="NamedSha256">Its content hash.</param>
/// <param name="SentSeq">The sequence that the stored pong answers; null in a row of schema 1.</param>
/// <param name="Pong">The pong in compact form.</param>
/// <param name="IsForked">True once two installations were seen that live from the license.</param>
internal sealed record ExchangeRow(string Id, string Key, long Seq, string? PingSha256, string? Ping, long? NamedSeq, string? NamedSha256, long? SentSeq, string Pong, bool IsForked = false)
{
    /// <summary>The rows of a license that are other ones than before: normally one.</summary>
    public static IEnumerable<ExchangeRow> Changed(Ledger before, Ledger after, string id)
    {
        var known = before.Servers.GetValueOrDefault(id)?.Exchanges ?? [];
        return after.Servers[id].Exchanges.Select(e => Of(id, e)).Except(known.Select(e => Of(id, e)));
    }

    private static ExchangeRow Of(string id, PingExchange exchange) => new(
        id, exchange.Key.X, exchange.Seq, exchange.PingSha256, null, exchange.Named?.Seq, exchange.Named?.Sha256, exchange.Sent.Seq, exchange.Pong.Compact, exchange.IsForked);
}
