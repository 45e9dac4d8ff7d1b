namespace LicenseKit.Sessions;

/// <summary>One running app in one seat, as its server knows it.</summary>
internal sealed record SessionEntry
{
    /// <summary>SHA-256 of the session's secret, base64url; may be shown.</summary>
    public required string Id { get; init; }

    /// <summary>The session license id; <see cref="SessionStep.LocalLicense"/> for a seat in the server's own process.</summary>
    public required string License { get; init; }

    public required string Kind { get; init; }

    /// <summary>The number of the last lease.</summary>
    public required long N { get; init; }

    /// <summary>Effective UTC seconds of the grant.</summary>
    public required long StartedAt { get; init; }

    /// <summary>Effective UTC seconds at which the last lease ends: what its document says.</summary>
    public required long Ends { get; init; }

    /// <summary>Monotonic milliseconds at which the seat is free unless it was renewed.</summary>
    public required long Deadline { get; init; }

    /// <summary>The deadline given at a restart, until the first renewal after it.</summary>
    public long? RestoredUntil { get; init; }

    /// <summary>An operator has ended it: it is not renewed.</summary>
    public bool Ended { get; init; }

    /// <summary>What the app says of itself, for operators.</summary>
    public string? Labels { get; init; }

    public bool IsLocal => License == SessionStep.LocalLicense;
}
