using LicenseKit.Licenses;

namespace LicenseKit.Tests.SeatRules.Model;

/// <summary>One serial of a server license. The issuer's grant and the holder's link share the object.</summary>
internal sealed class LicenseVersion
{
    public required long Serial { get; init; }

    /// <summary>From <c>nbf</c> to <c>exp</c> + <c>grace</c>.</summary>
    public required Curve Seats { get; set; }

    public required long IssuedAt { get; init; }

    public required long Expires { get; set; }

    public required LicenseState State { get; init; }

    public required long MaxLease { get; init; }

    public required Overage Overage { get; init; }

    /// <summary>Seconds of silence after which the license is stale; 0 for a Master.</summary>
    public required long Silence { get; init; }

    /// <summary>It ends with its issuer's license, whenever that is.</summary>
    public required bool Follows { get; init; }

    public long End => Seats.End;

    public long ValidFrom => Math.Max(Seats.From, IssuedAt);

    /// <summary>What the issuer counts for it: a suspended version in full, a revoked one not at all.</summary>
    public Amount CountedAt(long t) => State == LicenseState.Revoked ? Amount.None : Seats.At(t);

    /// <summary>What the holder may give out under it.</summary>
    public Amount AllowedAt(long t) => t < IssuedAt ? Amount.None : CountedAt(t);

    /// <summary>True when a figure is larger than that of another version at an instant or later.</summary>
    public bool IsLargerFrom(long t, LicenseVersion other) =>
        Seats.Instants.Concat(other.Seats.Instants).Append(t).Any(i => i >= t && AllowedAt(i).IsLargerInAFigure(other.AllowedAt(i)));

    public override string ToString() => $"v{Serial} {Seats}{(State == LicenseState.Active ? "" : $" {State}")}";
}
