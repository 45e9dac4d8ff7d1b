namespace LicenseKit.Hosting.Storage;

/// <summary>What became of a commit, and the error when it failed.</summary>
internal readonly record struct CommitResult(CommitOutcome Outcome, Exception? Cause = null)
{
    public static CommitResult Committed { get; } = new(CommitOutcome.Committed);
}
