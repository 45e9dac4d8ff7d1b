using System.Collections.Immutable;
using LicenseKit.Issuing;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Storage;

/// <summary>The part of a grant that is not its versions, as it is stored: what its holder has told.</summary>
internal sealed record StoredTold(
    int CountedFrom, long ResetAt, string? ShownKey, long? LastPing, long Held, long Settled, IReadOnlyDictionary<string, long> Use, IReadOnlyList<StoredTold.Talk> Talks)
{
    public static StoredTold Of(ServerGrant grant) => new(grant.CountedFrom, grant.ResetAt, grant.ShownKey?.X, grant.LastPing, grant.Held, grant.Settled, grant.Use,
        [.. grant.Talks.Select(t => new Talk(t.Key.X, t.Seq, t.Ping, t.Pong))]);

    public ServerGrant ToGrant(string id, ImmutableArray<GrantVersion> versions) => new()
    {
        Id = id,
        Versions = versions,
        CountedFrom = CountedFrom,
        ResetAt = ResetAt,
        ShownKey = ShownKey is null ? null : Key(ShownKey),
        LastPing = LastPing,
        Held = Held,
        Settled = Settled,
        Use = Use,
        Talks = [.. Talks.Select(t => new KeyTalk(Key(t.Key), t.Seq, t.Ping, t.Pong))],
    };

    private static PublicKey Key(string x) => PublicKey.TryCreate(x, out var key) ? key : throw new FormatException("A stored key is damaged.");

    internal sealed record Talk(string Key, long Seq, string Ping, string Pong);
}
