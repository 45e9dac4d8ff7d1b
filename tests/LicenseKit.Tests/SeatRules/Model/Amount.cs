namespace LicenseKit.Tests.SeatRules.Model;

/// <summary>Numbers of seats of three kinds, and of generic ones: an allowance or a demand.</summary>
internal readonly record struct Amount(long Developer, long Execution, long Robot = 0, long Generic = 0)
{
    /// <summary>As an allowance it is infinite; as a demand it is larger than every limited allowance.</summary>
    public const long Unlimited = 1L << 40;

    public static readonly string[] Kinds = ["developer", "execution", "robot"];

    public static Amount None => default;

    public static Amount All { get; } = new(Unlimited, Unlimited, Unlimited, Unlimited);

    public static Amount One(string kind) => kind switch
    {
        "developer" => new(1, 0),
        "execution" => new(0, 1),
        "robot" => new(0, 0, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No kind of the model."),
    };

    public static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(None, (sum, a) => sum.Plus(a));

    public static Amount Largest(IEnumerable<Amount> amounts) => amounts.Aggregate(None, (largest, a) => largest.Max(a));

    public Amount Plus(Amount other) => Combine(other, (a, b) => a + b);

    public Amount Max(Amount other) => Combine(other, Math.Max);

    public Amount Min(Amount other) => Combine(other, Math.Min);

    /// <summary>How much of this demand does not fit: max(0, g + Σ max(0, dₖ − Dₖ) − G).</summary>
    public long ExcessOver(Amount allowance)
    {
        if (allowance.Generic >= Unlimited)
        {
            return 0;
        }

        var beyond = Beyond(Developer, allowance.Developer) + Beyond(Execution, allowance.Execution) + Beyond(Robot, allowance.Robot);
        return Math.Max(0, Generic + beyond - allowance.Generic);
    }

    public bool Fits(Amount allowance) => ExcessOver(allowance) == 0;

    /// <summary>True when a figure of this is larger than that of the other.</summary>
    public bool IsLargerInAFigure(Amount other) =>
        Developer > other.Developer || Execution > other.Execution || Robot > other.Robot || Generic > other.Generic;

    public override string ToString() => $"[{Text(Developer)} {Text(Execution)} {Text(Robot)} +{Text(Generic)}]";

    private static long Beyond(long demand, long allowance) => allowance >= Unlimited ? 0 : Math.Max(0, demand - allowance);

    private static string Text(long figure) => figure >= Unlimited ? "∞" : $"{figure}";

    private Amount Combine(Amount other, Func<long, long, long> operation) => new(
        operation(Developer, other.Developer),
        operation(Execution, other.Execution),
        operation(Robot, other.Robot),
        operation(Generic, other.Generic));
}
