using LicenseKit.Sessions.Table;

namespace LicenseKit.Sessions.Places;

/// <summary>The live sessions of one kind, shared and reserved ones apart: those that have a place are always the oldest of them.</summary>
internal sealed class PlaceClass(int kind, bool isReserved, AgeOrder order)
{
    /// <summary>The index of the kind in the search.</summary>
    public int Kind => kind;

    public bool IsReserved => isReserved;

    public AgeOrder Order => order;

    /// <summary>The number of the first session without a place; <see cref="long.MaxValue"/> when all have one.</summary>
    public long First { get; set; } = long.MaxValue;

    /// <summary>How many sessions with a place are older than a number.</summary>
    public int Placed(long number) => order.Below(Math.Min(number, First));
}
