using System.Collections.Immutable;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>Everything that a server has issued, and its sums as functions of time. Immutable and swapped; one license more or less costs O(log n).</summary>
internal sealed record Ledger
{
    private static readonly Seats OneLicense = new([], generic: 1);

    private Ledger()
    {
    }

    public static Ledger Empty { get; } = new();

    public ImmutableDictionary<string, ServerGrant> Servers { get; private init; } = ImmutableDictionary.Create<string, ServerGrant>(StringComparer.Ordinal);

    public ImmutableDictionary<string, SessionGrant> Sessions { get; private init; } = ImmutableDictionary.Create<string, SessionGrant>(StringComparer.Ordinal);

    /// <summary>What child servers may use and what reserved session licenses keep, together.</summary>
    public SeatSums Granted { get; private init; } = SeatSums.Empty;

    /// <summary>The same, and the seats that are kept for next holders after a reset: what starts, issues and activations must leave.</summary>
    public SeatSums GrantedAndRoom { get; private init; } = SeatSums.Empty;

    /// <summary>What reserved session licenses keep; a part of <see cref="Granted"/>.</summary>
    public SeatSums Reserved { get; private init; } = SeatSums.Empty;

    /// <summary>Server licenses of which older versions, or former holders, still count.</summary>
    public ImmutableHashSet<string> Unsettled { get; private init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Every key that a server license is or was bound to, and the code of each that is bound to a code.</summary>
    private ImmutableHashSet<string> Holders { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Live licenses, counted in the figure of generic seats.</summary>
    private SeatSums Live { get; init; } = SeatSums.Empty;

    /// <summary>Licenses whose seats count, until their last version does, counted in the figure of generic seats.</summary>
    private SeatSums Counting { get; init; } = SeatSums.Empty;

    /// <summary>The latest <c>iat</c> that any version ever had: nothing is dated after it.</summary>
    private long LatestDate { get; init; }

    /// <summary>The license that had a client name last, by the name as it is compared.</summary>
    private ImmutableDictionary<string, string> Names { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The ledger of stored licenses.</summary>
    public static Ledger Of(IReadOnlyCollection<ServerGrant> servers, IReadOnlyCollection<SessionGrant> sessions)
    {
        var reserved = sessions.Select(g => g.Reserved).ToArray();
        var counted = servers.Select(g => g.Counted).Concat(reserved).ToArray();
        return new()
        {
            Servers = Empty.Servers.AddRange(servers.Select(g => KeyValuePair.Create(g.Id, g))),
            Sessions = Empty.Sessions.AddRange(sessions.Select(g => KeyValuePair.Create(g.Id, g))),
            Granted = SeatSums.Of(counted),
            GrantedAndRoom = SeatSums.Of(counted.Concat(servers.Select(g => g.Room))),
            Reserved = SeatSums.Of(reserved),
            Unsettled = Empty.Unsettled.Union(servers.Where(g => g.IsUnsettled).Select(g => g.Id)),
            Holders = Empty.Holders.Union(servers.SelectMany(g => g.Versions.SelectMany(v => HoldersOf(v.Claims.Binding, g.ShownKey)))),
            Counting = SeatSums.Of(servers.Select(CountingOf).Concat(sessions.Select(CountingOf))),
            Live = SeatSums.Of(servers.Select(LifeOf).Concat(sessions.Select(LifeOf))),
            LatestDate = servers.SelectMany(g => g.Versions).Select(v => v.Claims.IssuedAt)
                .Concat(sessions.SelectMany(g => g.Versions).Select(v => v.Claims.IssuedAt)).DefaultIfEmpty(0).Max(),
            Names = servers.OrderBy(g => g.Claims.End).Aggregate(Empty.Names, (names, g) => WithName(names, Empty.Servers, g)),
        };
    }

    /// <summary>True for a session license for which seats are kept, whatever its state is.</summary>
    public bool IsReserved(string license) => Sessions.TryGetValue(license, out var grant) && grant.IsReserved;

    /// <summary>True when seats of a license count at an instant, or would if nothing followed the issuer's expiry.</summary>
    public bool CountsAt(long at) => Counting.At(at).Generic > 0;

    /// <summary>True for a key that a server license is or was bound to, by itself or by its License Code.</summary>
    public bool Knows(PublicKey key, string product) => Holders.Contains(key.X) || Holders.Contains(LicenseCode.Of(key, product).ToString());

    /// <summary>False when no version of any license is dated after an instant; asked of the ledger, since nobody wants to ask a hundred thousand licenses.</summary>
    public bool MayBeDatedAfter(long at) => LatestDate > at;

    public long LiveCount(long now) => Live.At(now).Generic;

    /// <summary>The live server license of a client name, compared as people see it; null when there is none.</summary>
    public ServerGrant? Holds(string folded, long now) =>
        Names.TryGetValue(folded, out var id) && Servers[id] is var grant && grant.IsLive(now) ? grant : null;

    public Ledger With(ServerGrant grant)
    {
        var was = Servers.GetValueOrDefault(grant.Id);
        var granted = Granted.Replace(was?.Counted, grant.Counted);
        var isNamed = was is not null && ReferenceEquals(was.Claims, grant.Claims);
        return this with
        {
            Servers = Servers.SetItem(grant.Id, grant),
            Granted = granted,
            GrantedAndRoom = GrantedAndRoom == Granted && grant.Room == Timeline.Nothing
                ? granted
                : GrantedAndRoom.Replace(was?.Counted, grant.Counted).Replace(was?.Room, grant.Room),
            Unsettled = grant.IsUnsettled ? Unsettled.Add(grant.Id) : Unsettled.Remove(grant.Id),
            Counting = Counting.Replace(was is null ? null : CountingOf(was), CountingOf(grant)),
            Live = Live.Replace(was is null ? null : LifeOf(was), LifeOf(grant)),
            LatestDate = Math.Max(LatestDate, grant.Claims.IssuedAt),
            Holders = isNamed && Equals(grant.ShownKey, was!.ShownKey) ? Holders : Holders.Union(HoldersOf(grant.Claims.Binding, grant.ShownKey)),
            Names = isNamed ? Names : WithName(was is null ? Names : WithoutName(was), Servers, grant),
        };
    }

    /// <summary>The ledger after a holder was given a pong or a version at a run time, in milliseconds. What counts is the same.</summary>
    public Ledger Heard(string id, long runTime) =>
        Servers.TryGetValue(id, out var grant) && grant.HeardAt != runTime ? this with { Servers = Servers.SetItem(id, grant with { HeardAt = runTime }) } : this;

    public Ledger With(SessionGrant grant)
    {
        var was = Sessions.GetValueOrDefault(grant.Id);
        var granted = Granted.Replace(was?.Reserved, grant.Reserved);
        return this with
        {
            Sessions = Sessions.SetItem(grant.Id, grant),
            Granted = granted,
            GrantedAndRoom = GrantedAndRoom == Granted ? granted : GrantedAndRoom.Replace(was?.Reserved, grant.Reserved),
            Reserved = Reserved.Replace(was?.Reserved, grant.Reserved),
            Counting = Counting.Replace(was is null ? null : CountingOf(was), CountingOf(grant)),
            LatestDate = Math.Max(LatestDate, grant.Claims.IssuedAt),
            Live = Live.Replace(was is null ? null : LifeOf(was), LifeOf(grant)),
        };
    }

    private static Timeline CountingOf(ServerGrant grant) =>
        grant.Counted.AllowsNothing && grant.Room.AllowsNothing ? Timeline.Nothing : Timeline.Of(0, grant.CountedEnd, OneLicense, []);

    private static Timeline CountingOf(SessionGrant grant) =>
        grant.Reserved.AllowsNothing ? Timeline.Nothing : Timeline.Of(0, grant.Claims.Expires, OneLicense, []);

    /// <summary>A license that is over does not take its name from another one that lives longer.</summary>
    private static ImmutableDictionary<string, string> WithName(
        ImmutableDictionary<string, string> names, ImmutableDictionary<string, ServerGrant> servers, ServerGrant grant) =>
        grant.Claims.State == LicenseState.Revoked
        || (names.TryGetValue(NameOf(grant), out var id) && servers.TryGetValue(id, out var other) && other.Claims.End > grant.Claims.End)
            ? names
            : names.SetItem(NameOf(grant), grant.Id);

    private ImmutableDictionary<string, string> WithoutName(ServerGrant grant) =>
        Names.GetValueOrDefault(NameOf(grant)) == grant.Id ? Names.Remove(NameOf(grant)) : Names;

    private static IEnumerable<string> HoldersOf(Binding? binding, PublicKey? shown)
    {
        if ((binding as Binding.ToKey)?.Key.X is { } key)
        {
            yield return key;
        }

        if ((binding as Binding.ToCode)?.Code.ToString() is { } code)
        {
            yield return code;
        }

        if (shown is not null)
        {
            yield return shown.X;
        }
    }

    private static Timeline LifeOf(ServerGrant grant) =>
        grant.Claims.State == LicenseState.Revoked ? Timeline.Nothing : Timeline.Of(0, grant.Claims.End, OneLicense, []);

    private static Timeline LifeOf(SessionGrant grant) => grant.Revoked ? Timeline.Nothing : Timeline.Of(0, grant.Claims.Expires, OneLicense, []);

    private static string NameOf(ServerGrant grant) => DisplayName.Fold(grant.Client);
}
