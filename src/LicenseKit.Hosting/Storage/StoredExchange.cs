using System.Collections.Immutable;
using LicenseKit.Freshness;
using LicenseKit.Protocol;

namespace LicenseKit.Hosting.Storage;

/// <summary>The exchange with the own parent as it is stored, the same in every schema.</summary>
internal sealed record StoredExchange(
    long Seq,
    StoredExchange.Ping? Pending,
    PongName? Previous,
    ParentContact? Contact,
    ImmutableDictionary<string, ParentContact>? Above,
    string? LastUrl,
    string? Refused,
    bool BoundElsewhere)
{
    public static StoredExchange Of(ParentExchange exchange) => new(
        exchange.Seq,
        exchange.Pending is { } pending ? new Ping(pending.Document.Compact, pending.Seq, pending.Nonce, pending.SentAt) : null,
        exchange.Previous,
        exchange.Contact,
        exchange.Above,
        exchange.LastUrl,
        exchange.Refused,
        exchange.BoundElsewhere);

    /// <summary>A ping that waits for its answer.</summary>
    internal sealed record Ping(string Jws, long Seq, string Nonce, long SentAt);
}
