namespace LicenseKit.Testing;

/// <summary>What becomes of the next commit to a <see cref="MemoryStore"/>.</summary>
internal enum NextCommit
{
    Succeeds = 0,

    /// <summary>It fails before it is committed.</summary>
    Fails,

    /// <summary>Its outcome is unknown; it was applied.</summary>
    IsUnknownAndApplied,

    /// <summary>Its outcome is unknown; it was not applied.</summary>
    IsUnknownAndLost,

    /// <summary>Another process has taken over the storage.</summary>
    IsDeposed,
}
