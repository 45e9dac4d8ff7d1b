using System.Collections.Immutable;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Signing;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>A server license that was issued here, all its versions, and what its holder has reported.</summary>
internal sealed record ServerGrant
{
    private const int MostRefusedKeys = 8;

    private Timeline? _formerHolders;
    private Timeline? _olderVersions;
    private Timeline? _counted;

    public required string Id { get; init; }

    /// <summary>Rising serials; never empty.</summary>
    public required ImmutableArray<GrantVersion> Versions
    {
        get;
        init => (field, _formerHolders, _olderVersions, _counted) = (value, null, null, null);
    }

    /// <summary>The issuer's end that the newest version follows; null when it does not follow.</summary>
    public long? FollowedEnd
    {
        get;
        init => (field, _counted) = (value, null);
    }

    /// <summary>First holder whose rights still count: an operator may accept that an old and a new one overlap, and the rights of a former one run out.</summary>
    public int CountedFrom
    {
        get;
        init => (field, _formerHolders, _olderVersions, _counted) = (value, null, null, null);
    }

    /// <summary>The instant at which the rights of all former holders have run out, as it is shown; null when that is not known.</summary>
    public long? FormerUntil { get; init; }

    /// <summary>Run time of this server, in milliseconds, at which the rights of all former holders have run out; null when they run to the end of their versions.</summary>
    public long? FormerOut { get; init; }

    /// <summary>Run time of this server, in milliseconds, at which it last gave the holder what keeps it fresh: a pong, or a version, which may reach it as a file.</summary>
    public long HeardAt { get; init; }

    /// <summary>Serial of the last reset: files from before it activate nothing any more.</summary>
    public long ResetAt { get; init; }

    /// <summary>The key that a code-bound holder has shown; its next version says <c>jwk</c>.</summary>
    public PublicKey? ShownKey { get; init; }

    /// <summary>The exchange with every key that the license has had.</summary>
    public ImmutableArray<PingExchange> Exchanges { get; init; } = [];

    /// <summary>How often another installation tried to activate the license since it was bound.</summary>
    public long RefusedActivations { get; init; }

    /// <summary>The first keys of these since the start; in memory only.</summary>
    private ImmutableArray<PublicKey> RefusedKeys { get; init; } = [];

    public long? LastPing { get; init; }

    /// <summary>The serial that the holder holds, as far as it reported.</summary>
    public long Held { get; init; }

    /// <summary>The serial that everything the present holder has given out fits, as far as it reported; 0 before it did.</summary>
    public long Settled
    {
        get;
        init => (field, _olderVersions, _counted) = (value, null, null);
    }

    /// <summary>Seats in use there by kind, as it reported.</summary>
    public IReadOnlyDictionary<string, long> Use { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    public GrantVersion Current => Versions[^1];

    /// <summary>What the newest version says.</summary>
    public ServerLicenseClaims Claims => Current.Claims;

    public string Client => Claims.Client;

    /// <summary>What it is worth now, as far as this issuer knows.</summary>
    public StandingReport Standing(IssuerRights own, long now) => StandingRules.OfIssued(Claims, LastPing, own.Chain, own.Standing, now);

    /// <summary>Issued, not revoked, and its grace not over.</summary>
    public bool IsLive(long now) => Claims.State != LicenseState.Revoked && now < Claims.End;

    /// <summary>
    /// The seats that its holders may use: for each holder, of its versions from the settled one on, the largest figure of each kind and of generic
    /// at each instant; and all holders together.
    /// </summary>
    public Timeline Counted => _counted ??= Timeline.Add(FormerHolders, IsAwaited ? OlderVersions : Timeline.Max(OlderVersions, TimelineOf(Current)));

    /// <summary>The seats that are kept for the next holder while a reset waits for its activation.</summary>
    public Timeline Room => IsAwaited ? TimelineOf(Current) : Timeline.Nothing;

    /// <summary>True after a reset: the newest version is for the next holder, and the former one keeps what it was given before.</summary>
    private bool IsAwaited => Claims.Binding is null && CountedFrom <= Current.Holder && Versions.Any(v => v.Claims.Binding is not null);

    /// <summary>True while versions before the newest, or former holders, count.</summary>
    public bool IsUnsettled => OlderVersions != Timeline.Nothing || FormerHolders != Timeline.Nothing;

    /// <summary>The instant at which the versions before the newest, and former holders, count no longer even if the holder is never heard again.</summary>
    public long UnsettledUntil => Math.Min(ShownRunsOut, Versions.Where(v => v != Current && IsCounted(v)).Select(v => v.Claims.End).DefaultIfEmpty(0).Max());

    /// <summary>The end of the last version that counts, whether it follows the issuer or not.</summary>
    public long CountedEnd => Math.Max(Plain(Current).End, Math.Max(OlderVersions.End, FormerHolders.End));

    /// <summary>Run time, in milliseconds, at which rights run out that the holder can no longer renew: it was silent for longer than its older versions, or a former holder's, allow.</summary>
    /// <remarks>Silence is measured in running time: no clock setting frees seats. A version that is offline has no silence, it ends when it ends.</remarks>
    public long RunsOut => Math.Min(FormerOut ?? long.MaxValue, OlderVersions != Timeline.Nothing ? SilentOut(Current.Holder) : long.MaxValue);

    /// <summary>The same as an instant, for people: when the server runs on and its clock is right.</summary>
    private long ShownRunsOut => Math.Min(FormerUntil ?? long.MaxValue, OlderVersions != Timeline.Nothing ? SilentUntil(Current.Holder) : long.MaxValue);

    /// <summary>True when the newest version counts on beside the next one of the same holder.</summary>
    private bool WillCount(GrantVersion newest) => newest.Claims.Binding is not null && CountedFrom <= newest.Holder;

    private Timeline FormerHolders => _formerHolders ??= Versions
        .Where(v => v.Holder < Current.Holder && IsCounted(v))
        .GroupBy(v => v.Holder)
        .Aggregate(Timeline.Nothing, (sum, holder) => Timeline.Add(sum, Largest(holder)));

    private Timeline OlderVersions => _olderVersions ??= Largest(Versions.Where(v => v != Current && v.Holder == Current.Holder && IsCounted(v)));

    /// <summary>The version with this serial; null when there is none.</summary>
    public GrantVersion? VersionOf(long serial)
    {
        var at = Versions.Length - 1;
        while (at >= 0 && Versions[at].Claims.Serial > serial)
        {
            at--;
        }

        return at >= 0 && Versions[at].Claims.Serial == serial ? Versions[at] : null;
    }

    /// <summary>The same license with one more version, for the same holder or the next one.</summary>
    public ServerGrant Add(GrantVersion version)
    {
        if (version.Holder == Current.Holder)
        {
            var (formerHolders, older) = (FormerHolders, WillCount(Current) ? Timeline.Max(OlderVersions, Plain(Current)) : OlderVersions);
            return this with { Versions = Versions.Add(version), _formerHolders = formerHolders, _olderVersions = older };
        }

        return this with
        {
            Versions = Versions.Add(version),
            Settled = 0,
            Held = 0,
            LastPing = null,
            RefusedActivations = 0,
            RefusedKeys = [],
            FormerUntil = FormerUntil is null && FormerHolders != Timeline.Nothing ? null : Math.Max(FormerUntil ?? 0, SilentUntil(Current.Holder)),
            FormerOut = NextFormerOut,
        };
    }

    /// <summary>The same license after what <see cref="RunsOut"/> says.</summary>
    /// <param name="runTime">Run time now, in milliseconds.</param>
    public ServerGrant RunOut(long runTime) =>
        FormerOut <= runTime ? this with { CountedFrom = Math.Max(CountedFrom, Current.Holder), FormerUntil = null, FormerOut = null }
        : this with { Settled = Claims.Serial, CountedFrom = IsAwaited ? Current.Holder + 1 : CountedFrom };

    /// <summary>True when an operator should see that this key was refused: it is new, and there were not many.</summary>
    public bool ShowsRefusal(PublicKey key) => RefusedKeys.Length < MostRefusedKeys && !RefusedKeys.Contains(key);

    /// <summary>The same license after another installation was refused.</summary>
    public ServerGrant Refused(PublicKey key) => this with
    {
        RefusedActivations = RefusedActivations + 1,
        RefusedKeys = ShowsRefusal(key) ? RefusedKeys.Add(key) : RefusedKeys,
    };

    /// <summary>Every key to which a version was bound, and the shown one.</summary>
    public bool HasHad(PublicKey key) => IsHeldBy(key) || key.Equals(ShownKey) || Versions.Any(v => v.Claims.Binding?.Admits(key) == true);

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

    /// <summary>A former version that was bound to nobody gives nobody a right: whoever activates the license gets the newest.</summary>
    private bool IsCounted(GrantVersion version) =>
        version == Current
        || (version.Claims.Binding is not null && version.Holder >= CountedFrom && (version.Holder < Current.Holder || version.Claims.Serial >= Settled));

    /// <summary>The newest version counts to the end of the issuer that it follows, issued again or not.</summary>
    private Timeline TimelineOf(GrantVersion version) => FollowedEnd == version.Claims.Expires && version.Claims.State != LicenseState.Revoked
        ? Timeline.Of(version.Claims.NotBefore, UnixTime.Max, version.Claims.Seats, version.Claims.Stages)
        : Plain(version);

    private static Timeline Plain(GrantVersion version) =>
        version.Claims.State == LicenseState.Revoked ? Timeline.Nothing : Timeline.Of(version.Claims);

    private static Timeline Largest(IEnumerable<GrantVersion> versions) => versions.Aggregate(Timeline.Nothing, (largest, v) => Timeline.Max(largest, Plain(v)));

    /// <summary>When all former holders have run out once the present one is a former one too; null when one of them runs to its end.</summary>
    private long? NextFormerOut => (FormerOut is null && FormerHolders != Timeline.Nothing) || SilentOut(Current.Holder) is long.MaxValue
        ? null
        : Math.Max(FormerOut ?? 0, SilentOut(Current.Holder));

    /// <summary>Run time at which a holder has been silent for longer than any of its versions allows; never for one with an offline version.</summary>
    private long SilentOut(int holder)
    {
        var silence = 0L;
        foreach (var claims in VersionsOf(holder).Select(v => v.Claims))
        {
            if (claims.Contact is not { } contact)
            {
                return long.MaxValue;
            }

            silence = Math.Max(silence, Math.Min(Limit.Add(contact.Silence, claims.Oem > 0 ? claims.MaxOffline : 0), UnixTime.Max));
        }

        return silence == 0 ? 0 : HeardAt + (silence * 1000);
    }

    /// <summary>The versions that a holder may use.</summary>
    private IEnumerable<GrantVersion> VersionsOf(int holder) =>
        Versions.Where(v => v.Holder == holder && v.Claims.Serial >= Settled && v.Claims.Binding is not null);

    /// <summary>The instant until which a holder that was heard last at <see cref="LastPing"/> may use its versions.</summary>
    /// <remarks>A newer version may reach it as a file: it is then fresh from the signing of that on. One that is offline may use a version to its end.</remarks>
    private long SilentUntil(int holder) => VersionsOf(holder)
        .Select(v => v.Claims.Contact is { } contact
            ? UnixTime.Add(Math.Max(LastPing ?? 0, v.Claims.IssuedAt), Limit.Add(contact.Silence, v.Claims.Oem > 0 ? v.Claims.MaxOffline : 0))
            : v.Claims.End)
        .DefaultIfEmpty(0)
        .Max();
}
