namespace LicenseKit.Server;

/// <summary>What a batch needs next.</summary>
internal enum Step
{
    /// <summary>The documents of <see cref="Batch.Unsigned"/> must be signed.</summary>
    Sign,

    /// <summary>The changes of <see cref="Batch.Changes"/> must be stored.</summary>
    Commit,

    /// <summary>Everybody may be answered.</summary>
    Answer,
}
