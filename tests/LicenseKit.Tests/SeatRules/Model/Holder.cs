namespace LicenseKit.Tests.SeatRules.Model;

/// <summary>One installation's part of a grant: the versions that it was given, and the highest one that it has reported settled.</summary>
internal sealed class Holder
{
    public List<LicenseVersion> Versions { get; init; } = [];

    public long Settled { get; set; }

    /// <summary>A key has been bound to it.</summary>
    public bool IsActivated { get; set; }

    /// <summary>A reset keeps its room, and no key has activated yet.</summary>
    public bool IsAwaited { get; set; }

    /// <summary>The largest figures of all versions from the settled one on; of those before an activation only the newest can come to anybody.</summary>
    public Amount DemandAt(long t) => IsActivated ? Amount.Largest(Versions.Where(v => v.Serial >= Settled).Select(v => v.CountedAt(t))) : Versions[^1].CountedAt(t);

    public Holder Copy() => new() { Versions = [.. Versions], Settled = Settled, IsActivated = IsActivated, IsAwaited = IsAwaited };
}
