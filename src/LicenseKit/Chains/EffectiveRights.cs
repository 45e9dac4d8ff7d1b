using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Chains;

/// <summary>What a chain allows as a function of time: a demand is allowed when it fits every link at that instant.</summary>
/// <remarks>No meet of allowances is computed, since no single allowance says it exactly. State, holder and freshness are judged elsewhere.</remarks>
public sealed class EffectiveRights
{
    private readonly Chain _chain;
    private readonly Timeline[] _timelines;

    internal EffectiveRights(Chain chain)
    {
        _chain = chain;
        _timelines = new Timeline[chain.Links.Count];
        EndsFirst = chain.Links[0];
        NotBefore = ValidFrom = 0;
        Expires = End = UnixTime.Max;
        MaxDuration = MaxLicenses = MaxLease = MaxOffline = Limit.Unlimited;
        Overage = chain.Links[0].Overage;
        for (var i = 0; i < _timelines.Length; i++)
        {
            var link = chain.Links[i].Claims;
            var end = i > 0 ? EndOf(link, MaxOffline) : link.End;
            _timelines[i] = Timeline.Of(link.ValidFrom, end, link.Seats, link.Stages);
            NotBefore = Math.Max(NotBefore, link.NotBefore);
            ValidFrom = Math.Max(ValidFrom, link.ValidFrom);
            (End, EndsFirst) = i == 0 || end < End ? (end, chain.Links[i]) : (End, EndsFirst);
            Expires = Math.Min(Math.Min(Expires, link.Expires), End);
            MaxDuration = Math.Min(MaxDuration, link.MaxDuration);
            MaxLicenses = Math.Min(MaxLicenses, link.MaxLicenses);
            MaxLease = Math.Min(MaxLease, link.MaxLease);
            MaxOffline = Math.Min(MaxOffline, link.MaxOffline);
            Overage = Overage.IsMilderThan(link.Overage) ? link.Overage : Overage;
        }
    }

    /// <summary>Longest session license in seconds.</summary>
    public long MaxDuration { get; }

    /// <summary>Most live licenses.</summary>
    public long MaxLicenses { get; }

    /// <summary>Longest lease in seconds.</summary>
    public long MaxLease { get; }

    /// <summary>Longest silence of servers below, in seconds.</summary>
    public long MaxOffline { get; }

    /// <summary>The strictest overage of the chain.</summary>
    public Overage Overage { get; }

    /// <summary>The latest start of the chain.</summary>
    internal long NotBefore { get; }

    /// <summary>The first instant at which the chain is effective: no link starts or was signed later.</summary>
    internal long ValidFrom { get; }

    /// <summary>The earliest expiry of the chain.</summary>
    internal long Expires { get; }

    /// <summary>First instant at which nothing is served: earliest expiry + grace, or the bound of an offline link.</summary>
    internal long End { get; }

    /// <summary>The link that makes <see cref="End"/>, nearest to the root.</summary>
    internal ServerLicense EndsFirst { get; }

    /// <summary>The link that cannot serve this demand at this instant, nearest to the root; null when all can.</summary>
    public ServerLicense? LimitOf(Seats demand, DateTimeOffset at) => LimitOf(demand, UnixTime.Of(at));

    /// <summary>The most of one kind alone that fits every link; see <see cref="Seats.Most"/>.</summary>
    public long Most(string kind, DateTimeOffset at)
    {
        var seconds = UnixTime.Of(at);
        return _timelines.Min(t => t.At(seconds).Most(kind));
    }

    /// <summary>The first instant after this one at which the allowance of a link changes.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset at) => NextChange(UnixTime.Of(at)) is { } next ? UnixTime.ToInstant(next) : null;

    /// <summary>The features of the last link that every link above gives too, with the least limit and the earliest end.</summary>
    public IReadOnlyDictionary<string, Feature> FeaturesAt(DateTimeOffset at) => FeaturesAt(UnixTime.Of(at));

    /// <summary>The distinct allowances of the links in force at an instant: one, nearly always.</summary>
    public IReadOnlyList<Seats> AllowancesAt(DateTimeOffset at)
    {
        var seconds = UnixTime.Of(at);
        var allowances = new List<Seats>(_timelines.Length);
        foreach (var timeline in _timelines)
        {
            if (timeline.At(seconds) is var seats && !allowances.Contains(seats))
            {
                allowances.Add(seats);
            }
        }

        return allowances;
    }

    /// <summary>The end of a link below: an offline one lasts at most the <c>maxOffline</c> of the links above.</summary>
    internal static long EndOf(ServerLicenseClaims link, long maxOffline) =>
        link.Contact is null ? Math.Min(link.End, UnixTime.Add(link.IssuedAt, maxOffline)) : link.End;

    /// <summary>True when a session license gives a feature of its server: one that names features gives only those, to the end of each.</summary>
    internal static bool Gives(IReadOnlyDictionary<string, Feature> session, string feature, long at) =>
        session.Count == 0 || (session.TryGetValue(feature, out var given) && (given.Until ?? long.MaxValue) > at);

    /// <summary>The features of a server that a session license gives, with the lesser limit and the sooner end of both.</summary>
    internal static IReadOnlyDictionary<string, Feature> Given(IReadOnlyDictionary<string, Feature> server, IReadOnlyDictionary<string, Feature> session, long at)
    {
        if (session.Count == 0)
        {
            return server;
        }

        var given = new Dictionary<string, Feature>(StringComparer.Ordinal);
        foreach (var (name, feature) in server.Where(f => Gives(session, f.Key, at)))
        {
            var own = session[name];
            given[name] = new Feature(new[] { feature.Until, own.Until }.Min(), new[] { feature.Limit, own.Limit }.Min());
        }

        return given;
    }

    internal Timeline TimelineOf(int index) => _timelines[index];

    internal ServerLicense? LimitOf(Seats demand, long at)
    {
        for (var i = 0; i < _timelines.Length; i++)
        {
            if (!_timelines[i].At(at).Serves(demand))
            {
                return _chain.Links[i];
            }
        }

        return null;
    }

    internal long? NextChange(long at) => _timelines.Min(t => t.NextChange(at));

    /// <summary>The first instant from <paramref name="from"/> on at which a link cannot serve the demand, and that link.</summary>
    internal (long At, ServerLicense Link)? FirstMisfit(Timeline demand, long from)
    {
        (long At, ServerLicense Link)? first = null;
        for (var i = 0; i < _timelines.Length; i++)
        {
            if (_timelines[i].FirstMisfit(demand, from, UnixTime.Max) is { } at && (first is null || at < first.Value.At))
            {
                first = (at, _chain.Links[i]);
            }
        }

        return first;
    }

    internal IReadOnlyDictionary<string, Feature> FeaturesAt(long at)
    {
        var features = new Dictionary<string, Feature>(StringComparer.Ordinal);
        foreach (var (name, _) in _chain.Leaf.Features)
        {
            var all = _chain.Links.Select(l => l.Features.GetValueOrDefault(name)).ToArray();
            if (all.All(f => f is not null && (f.Until ?? long.MaxValue) > at))
            {
                features[name] = new Feature(all.Min(f => f!.Until), all.Min(f => f!.Limit));
            }
        }

        return features;
    }
}
