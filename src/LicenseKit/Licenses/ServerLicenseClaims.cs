namespace LicenseKit.Licenses;

/// <summary>Everything that a server license says, before it is signed or after it was read: no proof of anything.</summary>
/// <remarks>Instants are UTC seconds since 1970, durations are seconds; maxima may be <see cref="Limit.Unlimited"/>.</remarks>
internal sealed record ServerLicenseClaims
{
    /// <summary>Most levels of servers below a Master.</summary>
    public const int MaxOem = 7;

    public required string Product { get; init; }

    public required string Id { get; init; }

    public required string Issuer { get; init; }

    public required long IssuedAt { get; init; }

    public required long NotBefore { get; init; }

    public required long Expires { get; init; }

    public Binding? Binding { get; init; }

    public required string Client { get; init; }

    public Contact? Contact { get; init; }

    public IReadOnlyDictionary<string, string> Extensions { get; init; } = OrderedMap<string>.Empty;

    public IReadOnlyDictionary<string, Feature> Features { get; init; } = OrderedMap<Feature>.Empty;

    public long Grace { get; init; }

    public required long MaxDuration { get; init; }

    public required long MaxLease { get; init; }

    public required long MaxLicenses { get; init; }

    public required long MaxOffline { get; init; }

    public int Oem { get; init; }

    public required Overage Overage { get; init; }

    public ParentReference? Parent { get; init; }

    public string? ParentUrl { get; init; }

    public required Seats Seats { get; init; }

    public required long Serial { get; init; }

    public IReadOnlyList<Stage> Stages { get; init; } = [];

    public LicenseState State { get; init; } = LicenseState.Active;

    /// <summary>First instant at which it is effective: nobody held it before it was signed.</summary>
    public long ValidFrom => Math.Max(NotBefore, IssuedAt);

    /// <summary>First instant at which nothing is served any more.</summary>
    public long End => UnixTime.Add(Expires, Grace);
}
