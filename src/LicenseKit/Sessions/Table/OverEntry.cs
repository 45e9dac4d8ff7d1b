namespace LicenseKit.Sessions.Table;

/// <summary>The first 16 bytes of an id, and the ticks from which it may be granted again.</summary>
internal readonly record struct OverEntry(ulong First, ulong Second, long Until)
{
    /// <summary>Stands for a number that no entry has.</summary>
    public static OverEntry Gap { get; } = new(0, 0, long.MinValue);

    public bool IsGap => Until == long.MinValue;
}
