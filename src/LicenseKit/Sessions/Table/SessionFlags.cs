namespace LicenseKit.Sessions.Table;

/// <summary>What else is known of a live session.</summary>
[Flags]
internal enum SessionFlags : byte
{
    None = 0,

    /// <summary>An operator has ended it: it is not renewed.</summary>
    Ended = 1,

    /// <summary>It was loaded at a start and not renewed since.</summary>
    Restored = 2,

    /// <summary>It works offline until the end of its loan.</summary>
    Borrowed = 4,
}
