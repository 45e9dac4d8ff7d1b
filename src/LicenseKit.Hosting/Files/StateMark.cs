using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Files;

/// <summary>
/// The mark in the data folder of what this installation has stored: an empty database beside it was lost, and is not a first start; one with
/// fewer batches than it says is an older copy, or has lost the end of its log.
/// </summary>
internal sealed partial class StateMark : IAsyncDisposable
{
    public const string Name = "licensekit.state";

    private const string Text = "This installation has stored licenses and sessions in its database. Without that database, or with an older one, it does not start.\nbatches ";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly DataFolder _folder;
    private readonly Func<long> _batches;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private long _written;

    private StateMark(DataFolder folder, Func<long> batches, TimeProvider time, ILogger logger)
    {
        (_folder, _batches, _logger) = (folder, batches, logger);
        Write();
        _timer = time.CreateTimer(_ => Write(), null, Every, Every);
    }

    /// <summary>The batches that were stored at least; null when this installation was not set up yet.</summary>
    public static long? Read(DataFolder folder)
    {
        var path = Path.Combine(folder.FullPath, Name);
        return !File.Exists(path) ? null
            : long.TryParse(File.ReadAllText(path).TrimEnd().Split(' ')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var batches) ? batches
            : 0; // Of a version that did not count them, or cut short: it says only that there was something.
    }

    /// <summary>Writes it after the first commit, every few seconds while the server runs, and when it is disposed of: never before what it counts is stored.</summary>
    public static StateMark Keep(DataFolder folder, Func<long> batches, TimeProvider time, ILogger logger) => new(folder, batches, time, logger);

    /// <summary>Writes the last count.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        Write();
    }

    /// <summary>A disk that takes it not now takes it later.</summary>
    private void Write()
    {
        var batches = _batches();
        if (batches == _written)
        {
            return;
        }

        try
        {
            OwnerOnly.WriteText(Path.Combine(_folder.FullPath, Name), string.Create(CultureInfo.InvariantCulture, $"{Text}{batches}\n"));
            _written = batches;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnmarked(_logger, e.Message);
        }
    }

    [LoggerMessage(8007, LogLevel.Warning, "How much is stored could not be noted in the data folder: {Problem}")]
    private static partial void LogUnmarked(ILogger logger, string problem);
}
