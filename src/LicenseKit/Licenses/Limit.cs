namespace LicenseKit.Licenses;

/// <summary>Counts and maxima that may be unlimited.</summary>
/// <remarks>A limited figure is 0..999 999 999. On the wire 1 000 000 000 means unlimited; in memory infinity is a value that no sum of limited figures reaches.</remarks>
public static class Limit
{
    /// <summary>Infinite in every test and sum.</summary>
    public const long Unlimited = long.MaxValue;

    /// <summary>How a document writes <see cref="Unlimited"/>.</summary>
    public const long UnlimitedOnWire = 1_000_000_000;

    /// <summary>The largest figure that is a limit.</summary>
    internal const long Largest = UnlimitedOnWire - 1;

    /// <summary>The figure as a document writes it.</summary>
    public static long ToWire(long value) => value == Unlimited ? UnlimitedOnWire : value;

    /// <summary>The figure as we count with it.</summary>
    public static long FromWire(long value) => value >= UnlimitedOnWire ? Unlimited : value;

    internal static long Add(long a, long b) => a == Unlimited || b == Unlimited ? Unlimited : a + b;
}
