namespace LicenseKit.Licenses;

/// <summary>Everything that a session license says, before it is signed or after it was read: no proof of anything.</summary>
internal sealed record SessionLicenseClaims
{
    public required string Product { get; init; }

    public required string Id { get; init; }

    public required string Issuer { get; init; }

    public required long IssuedAt { get; init; }

    public required long NotBefore { get; init; }

    public required long Expires { get; init; }

    public required string Client { get; init; }

    public required string ServerUrl { get; init; }

    public required long Serial { get; init; }

    public Allocation Allocation { get; init; }

    public SeatFor SeatFor { get; init; }

    public required Seats Seats { get; init; }

    public IReadOnlyList<Stage> Stages { get; init; } = [];

    public required long MaxLease { get; init; }

    public long MaxBorrow { get; init; }

    public IReadOnlyDictionary<string, Feature> Features { get; init; } = new Dictionary<string, Feature>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Extensions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>First instant at which it is effective, as with a server license.</summary>
    public long ValidFrom => Math.Max(NotBefore, IssuedAt);
}
