using LicenseKit.Freshness;
using LicenseKit.Licenses;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Server;

/// <summary>Logs when the machine's clock begins to be suspect, and when it ends; asked by the loop in each of its turns, at least once a minute.</summary>
internal sealed partial class ClockWatch(ServerClock clock, ILogger logger)
{
    private bool _isSuspect;

    /// <summary>Logs a clock that is further ahead at a start than one start may store: the server may have been off for so long, or the clock is wrong.</summary>
    /// <param name="stored">The floor of the run before; null at the first start.</param>
    public void Started(long? stored)
    {
        var wall = clock.Both.Wall;
        if (stored is { } floor && wall - floor > EffectiveClock.MaxRise)
        {
            LogAhead(logger, Shown.Instant(wall), Shown.Duration(wall - floor), Shown.Instant(floor));
        }
    }

    public void Look(ChildState child)
    {
        var (now, wall) = clock.Both;
        if (now - wall > HolderRules.ClockTolerance(child) == _isSuspect)
        {
            return;
        }

        _isSuspect = !_isSuspect;
        if (new ClockStatus(now, wall, HolderRules.ClockTolerance(child)).Warning is { } warning)
        {
            LogSuspect(logger, warning.ToString());
        }
        else
        {
            LogRight(logger, Shown.Instant(wall));
        }
    }

    /// <summary>The clock as the license that is held judges it.</summary>
    public ClockStatus StatusOf(ChildState child)
    {
        var (now, wall) = clock.Both;
        return new ClockStatus(now, wall, HolderRules.ClockTolerance(child));
    }

    [LoggerMessage(5008, LogLevel.Warning, "The clock is suspect. {Fault}")]
    private static partial void LogSuspect(ILogger logger, string fault);

    [LoggerMessage(5009, LogLevel.Information, "The clock is no longer suspect: it says {Machine}.")]
    private static partial void LogRight(ILogger logger, string machine);

    [LoggerMessage(5010, LogLevel.Warning,
        "This machine's clock says {Machine}, {Ahead} after the last time stored, {Stored}. If the server was not off for so long, stop it and set the machine's clock before anything is issued.")]
    private static partial void LogAhead(ILogger logger, string machine, string ahead, string stored);
}
