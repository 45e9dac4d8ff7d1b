namespace LicenseKit.Sessions.Table;

/// <summary>All live sessions of one kind whose session license is reserved, or all whose license is shared.</summary>
internal sealed class SeatClass(string kind, bool isReserved) : IKindCount
{
    public string Kind { get; } = kind;

    public bool IsReserved { get; } = isReserved;

    /// <summary>The numbers of the sessions, and so their ages.</summary>
    public AgeOrder Order { get; } = new();

    public int Count => Order.Count;
}
