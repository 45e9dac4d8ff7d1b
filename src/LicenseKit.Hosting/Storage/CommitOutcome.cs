namespace LicenseKit.Hosting.Storage;

/// <summary>What became of a commit.</summary>
internal enum CommitOutcome
{
    /// <summary>Nothing was changed. The default of whatever stands for permission means no.</summary>
    NotCommitted = 0,

    /// <summary>It is durable.</summary>
    Committed,

    /// <summary>It may be in the storage or not: ask <see cref="IServerStore.ResolveAsync"/>.</summary>
    Unknown,

    /// <summary>Another process has taken over the storage; nothing may be committed or answered here any more.</summary>
    Deposed,
}
