namespace LicenseKit.Tests.SeatRules.Model;

/// <summary>Seats as a function of time: a base that stages replace for a while, nothing outside [from, end).</summary>
/// <remarks>All instants of the model are seconds since the world began.</remarks>
internal sealed record Curve(long From, long End, Amount Base, IReadOnlyList<Period> Stages)
{
    /// <summary>The instants at which it may change.</summary>
    public IEnumerable<long> Instants => [From, End, .. Stages.SelectMany(s => new[] { s.From, s.To })];

    public Amount At(long t) => From <= t && t < End ? Inside(t) : Amount.None;

    public override string ToString() => $"{From}..{End} {Base}{string.Concat(Stages.Select(s => $" {s.From}..{s.To} {s.Seats}"))}";

    private Amount Inside(long t)
    {
        foreach (var stage in Stages)
        {
            if (stage.From <= t && t < stage.To)
            {
                return stage.Seats;
            }
        }

        return Base;
    }
}
