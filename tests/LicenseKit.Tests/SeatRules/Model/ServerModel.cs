using LicenseKit.Licenses;

namespace LicenseKit.Tests.SeatRules.Model;

/// <summary>Everything that one server knows: flat lists, no sums, no index.</summary>
internal sealed class ServerModel(string name, ModelClock clock, PlantedFaults faults, List<KnownLink> links)
{
    public string Name { get; } = name;

    public PlantedFaults Faults { get; } = faults;

    public long Now => clock.Now;

    public long Ticks => clock.Ticks;

    /// <summary>The chain from the Master down; the last one is the own license.</summary>
    public List<KnownLink> Links { get; } = links;

    public KnownLink Own => Links[^1];

    /// <summary>The lowest own serial that may still be in use.</summary>
    public long Settled { get; set; }

    /// <summary>Every own version from the settled one to the newest.</summary>
    public IEnumerable<SeenVersion> OwnFromSettled => Has(PlantedFaults.NewestVersionOnly)
        ? Own.Versions.TakeLast(1)
        : Own.Versions.Where(v => v.Version.Serial >= Settled);

    public List<ChildGrant> Children { get; init; } = [];

    public List<SessionTerms> Licenses { get; init; } = [SessionTerms.Local()];

    /// <summary>The oldest first.</summary>
    public List<RunningSession> Sessions { get; init; } = [];

    public long LastNumber { get; set; }

    /// <summary>The longest lease that the links ever let it give.</summary>
    public long LongestLease { get; set; }

    public ServerModel? Parent { get; init; }

    /// <summary>Which holder of the parent's grant it is.</summary>
    public int HolderIndex { get; init; }

    /// <summary>Its part of the parent's grant.</summary>
    public Holder HeldAs => Grant.Holders[HolderIndex];

    /// <summary>True when a reset gave its license to another installation: it is not asked to ping any more.</summary>
    public bool IsFormer => Parent is not null && Grant.Holders.Count - 1 > HolderIndex;

    /// <summary>When each online link last had an answer of its parent, by name, as far as this server knows.</summary>
    public Dictionary<string, long> Contacts { get; init; } = [];

    /// <summary>The sessions whose seats are not free.</summary>
    public List<RunningSession> Live => [.. Sessions.Where(s => s.Deadline > Ticks)];

    /// <summary>First instant at which nothing is served.</summary>
    public long End => Links.Min(l => l.Newest.End);

    /// <summary>First instant at which nothing more is issued.</summary>
    public long Expires => Links.Min(l => l.Newest.Expires);

    public Overage Overage => Links.Select(l => l.Newest.Overage).Aggregate((strictest, o) => strictest.IsMilderThan(o) ? o : strictest);

    /// <summary>Whether its license lets it serve sessions at all.</summary>
    public bool Serves => IsActive && Links.All(l => l.Newest.ValidFrom <= Now) && Now < End && Now < FreshUntil;

    public bool MayIssue => Serves && Now < Expires;

    /// <summary>The parent's silence ends every lease; so does the silence above it.</summary>
    public long FreshUntil => Links.Skip(1)
        .Select(l => (Contacts.TryGetValue(l.Name, out var contact) ? contact : l.Newest.IssuedAt) + l.Newest.Silence)
        .Append(long.MaxValue)
        .Min();

    /// <summary>The instants after now at which anything that is known may change.</summary>
    public SortedSet<long> Instants => [.. AllInstants().Where(t => t > Now && t < long.MaxValue)];

    private ChildGrant Grant => Parent!.Children.Single(c => c.Name == Own.Name);

    private bool IsActive => Links.All(l => l.Newest.State == LicenseState.Active);

    public bool Has(PlantedFaults fault) => (Faults & fault) != PlantedFaults.None;

    /// <summary>True when the lease of the session, as the server has it, is still running at an effective instant.</summary>
    public bool Covers(RunningSession session, long t) => session.Deadline - Ticks > t - Now;

    /// <summary>The effective instant at which the seat of a session is free.</summary>
    public long FreeAt(RunningSession session) => Now + session.Deadline - Ticks;

    /// <summary>The same server with other grants; the sessions are the same objects.</summary>
    public ServerModel With(IEnumerable<ChildGrant> children, IEnumerable<SessionTerms> licenses) => new(Name, clock, Faults, Links)
    {
        Settled = Settled,
        Children = [.. children],
        Licenses = [.. licenses],
        Sessions = Sessions,
        Contacts = Contacts,
    };

    private IEnumerable<long> AllInstants()
    {
        var given = Children.SelectMany(c => c.Holders).SelectMany(h => h.Versions);
        var held = Links.SelectMany(l => l.Versions);
        return given.SelectMany(v => v.Seats.Instants.Append(v.Expires))
            .Concat(held.SelectMany(v => v.Version.Seats.Instants.Append(v.Version.IssuedAt)))
            .Concat(held.Where(v => v.ReplacedAt is not null).Select(v => v.ReplacedAt!.Value + Overage.Seconds))
            .Concat(Licenses.SelectMany(l => l.Cap.Instants))
            .Concat(Live.Select(FreeAt))
            .Concat([Expires, End]);
    }
}
