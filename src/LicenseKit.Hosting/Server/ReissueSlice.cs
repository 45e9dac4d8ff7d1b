namespace LicenseKit.Hosting.Server;

/// <summary>How many due grants one batch issues again: adapted so that deciding a batch takes at most about five milliseconds.</summary>
internal sealed class ReissueSlice
{
    private static readonly TimeSpan Aim = TimeSpan.FromMilliseconds(5);

    /// <summary>Most re-issues of the next batch.</summary>
    public int Most { get; private set; } = 8;

    /// <summary>Adapts to how long the last batch took to decide.</summary>
    public void Took(TimeSpan time) => Most = time > Aim ? Math.Max(1, Most / 2) : Math.Min(RequestQueues.MaxBatch, Most * 2);
}
