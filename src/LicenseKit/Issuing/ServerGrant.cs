using System.Collections.Immutable;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Signing;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>A server license that was issued here, all its versions, and what its holder has reported.</summary>
internal sealed record ServerGrant
{
    public required string Id { get; init; }

    /// <summary>Rising serials; never empty.</summary>
    public required ImmutableArray<GrantVersion> Versions { get; init; }

    /// <summary>The issuer's end that the newest version follows; null when it does not follow.</summary>
    public long? FollowedEnd { get; init; }

    /// <summary>First holder whose rights still count: an operator may accept that an old and a new one overlap.</summary>
    public int CountedFrom { get; init; }

    /// <summary>Serial of the last reset: files from before it activate nothing any more.</summary>
    public long ResetAt { get; init; }

    /// <summary>The key that a code-bound holder has shown; its next version says <c>jwk</c>.</summary>
    public PublicKey? ShownKey { get; init; }

    /// <summary>The exchange with every key that the license has had.</summary>
    public ImmutableArray<PingExchange> Exchanges { get; init; } = [];

    public long? LastPing { get; init; }

    /// <summary>The serial that the holder holds, as far as it reported.</summary>
    public long Held { get; init; }

    /// <summary>The serial that everything the holder has given out fits, as far as it reported.</summary>
    public long Settled { get; init; }

    /// <summary>Seats in use there by kind, as it reported.</summary>
    public IReadOnlyDictionary<string, long> Use { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    public GrantVersion Current => Versions[^1];

    /// <summary>What the newest version says.</summary>
    public ServerLicenseClaims Claims => Current.Claims;

    public string Client => Claims.Client;

    /// <summary>Issued, not revoked, and its grace not over.</summary>
    public bool IsLive(long now) => Claims.State != LicenseState.Revoked && now < Claims.End;

    /// <summary>The seats that the budget counts: for each holder what any of its versions needs, and all holders together; the newest version always.</summary>
    public Timeline Demand() => Timeline.Sum(Versions
        .Where(v => v.Holder >= CountedFrom || v == Current)
        .GroupBy(v => v.Holder)
        .Select(holder => Timeline.Largest(holder.Select(v => Timeline.Of(v.Claims)))));

    /// <summary>Every key to which a version was bound, and the shown one.</summary>
    public bool HasHad(PublicKey key) => key.Equals(ShownKey) || Versions.Any(v => v.Claims.Binding?.Admits(key) == true);

    /// <summary>True when the key is the one of the newest version.</summary>
    public bool IsHeldBy(PublicKey key) => Claims.Binding?.Admits(key) == true;

    public PingExchange? ExchangeWith(PublicKey key)
    {
        foreach (var exchange in Exchanges)
        {
            if (exchange.Key.Equals(key))
            {
                return exchange;
            }
        }

        return null;
    }
}
