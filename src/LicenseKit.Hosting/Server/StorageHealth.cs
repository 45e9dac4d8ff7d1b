using LicenseKit.Hosting.Storage;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Server;

/// <summary>Whether the storage takes changes: after a commit that failed one is tried each second, and the requests between are refused at once.</summary>
internal sealed partial class StorageHealth(TimeProvider time, ILogger logger)
{
    /// <summary>How long nothing is tried after a commit that failed.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private LicenseFault? _fault;
    private long _failedAt;

    /// <summary>The last problem; null while the storage works.</summary>
    public LicenseFault? Fault => Volatile.Read(ref _fault);

    /// <summary>True when another process has taken over the storage: nothing is stored any more.</summary>
    public bool IsDeposed { get; private set; }

    /// <summary>Why nothing is stored now; null when a commit may be tried.</summary>
    public LicenseFault? Refusal => Fault is { } fault && (IsDeposed || time.GetElapsedTime(_failedAt) < Rest) ? fault : null;

    public void Works() => Volatile.Write(ref _fault, null);

    /// <summary>A commit failed, or its outcome is not known.</summary>
    public LicenseFault Failed(CommitResult result)
    {
        IsDeposed |= result.Outcome == CommitOutcome.Deposed;
        var fault = IsDeposed
            ? new LicenseFault(FaultCode.Storage, "Another process has taken over the storage.", "Stop one of the two; one server uses one storage.")
            : new LicenseFault(FaultCode.Storage, $"The storage could not take a change: {result.Cause?.Message}", "Repair the storage; nothing was changed, and the request may be repeated.");
        if (Fault is null)
        {
            LogFailed(logger, result.Cause);
        }

        Volatile.Write(ref _fault, fault);
        _failedAt = time.GetTimestamp();
        return fault;
    }

    [LoggerMessage(8003, LogLevel.Error, "The storage could not take a change; nothing was changed.")]
    private static partial void LogFailed(ILogger logger, Exception? exception);
}
