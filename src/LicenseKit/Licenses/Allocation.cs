namespace LicenseKit.Licenses;

/// <summary>How a session license draws on its server's seats.</summary>
public enum Allocation
{
    /// <summary>A cap on seats that others use too; not part of the sum of grants.</summary>
    Shared = 0,

    /// <summary>Its seats are kept for it.</summary>
    Reserved = 1,
}
