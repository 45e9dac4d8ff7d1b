namespace LicenseKit.Sessions.Table;

/// <summary>The live sessions of one kind under one session license. It is gone with its last session; its number is used again.</summary>
internal sealed class SessionGroup(int index, LicenseSeats license, string kind) : IKindCount
{
    public LicenseSeats License { get; } = license;

    public string Kind { get; } = kind;

    /// <summary>The numbers of the sessions, and so their ages.</summary>
    public AgeOrder Order { get; } = new();

    public int Count => Order.Count;

    /// <summary>What a row has in place of license and kind.</summary>
    internal int Index { get; } = index;
}
