using LicenseKit.Chains;
using LicenseKit.Licenses;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Client;

/// <summary>Logs what happens to an app's license: one event each time it happens, and none while nothing does.</summary>
internal sealed partial class LicensingLog(ILogger logger)
{
    /// <summary>How long before its end a license is said to expire, in seconds.</summary>
    public const long Soon = 30 * 86_400;

    private LicensingView? _last;
    private DateTimeOffset? _warnedOf;

    /// <summary>The first time what is held, then what has changed since the last time.</summary>
    public void Write(LicensingView now, DateTimeOffset at)
    {
        if (_last is { } before)
        {
            Changed(before, now);
        }
        else
        {
            Started(now);
        }

        _last = now;
        Expiring(now, at);
    }

    private void Started(LicensingView now)
    {
        if (now.License is null)
        {
            LogUnlicensed(logger, now.Standing.Fault!.ToString());
        }
        else
        {
            LogApplied(logger, now.License.Client, now.License.Id, now.License.Serial, now.Standing.Text);
        }
    }

    private void Changed(LicensingView before, LicensingView now)
    {
        if (now.License is not { } license)
        {
            return;
        }

        if ((license.Id, license.Serial) != (before.License?.Id, before.License?.Serial))
        {
            LogApplied(logger, license.Client, license.Id, license.Serial, now.Standing.Text);
        }

        if (license.Id == before.License?.Id && now.Standing.Standing != before.Standing.Standing)
        {
            Changed(license.Client, before.Standing, now.Standing);
        }
    }

    private void Changed(string client, StandingReport before, StandingReport now)
    {
        switch (before.Standing, now.Standing)
        {
            case (_, Standing.Suspended):
                LogSuspended(logger, client, now.Fault!.ToString());
                break;
            case (Standing.Suspended, _) when now.Serves:
                LogResumed(logger, client);
                break;
            case (Standing.NotActivated, _) when now.Serves:
                LogActivated(logger, client);
                break;
            default:
                LogStanding(logger, client, now.Text, now.Fault?.ToString());
                break;
        }
    }

    /// <summary>Once for each end.</summary>
    private void Expiring(LicensingView now, DateTimeOffset at)
    {
        if (now is { Standing.Serves: true, License: { Expires: { } expires } license } && expires != _warnedOf && expires - at < TimeSpan.FromSeconds(Soon))
        {
            _warnedOf = expires;
            LogExpiring(logger, license.Client, Shown.Instant(UnixTime.Of(expires)));
        }
    }

    [LoggerMessage(6002, LogLevel.Warning, "The app is unlicensed: {Fault}")]
    private static partial void LogUnlicensed(ILogger logger, string fault);

    [LoggerMessage(6010, LogLevel.Information, "License '{Client}' ({License}, serial {Serial}) is applied; its standing is {Standing}.")]
    private static partial void LogApplied(ILogger logger, string client, string license, long serial, string standing);

    [LoggerMessage(6011, LogLevel.Information, "License '{Client}' is activated.")]
    private static partial void LogActivated(ILogger logger, string client);

    [LoggerMessage(6012, LogLevel.Information, "License '{Client}' is suspended: {Fault}")]
    private static partial void LogSuspended(ILogger logger, string client, string fault);

    [LoggerMessage(6013, LogLevel.Information, "License '{Client}' is resumed.")]
    private static partial void LogResumed(ILogger logger, string client);

    [LoggerMessage(6014, LogLevel.Information, "License '{Client}' expires within 30 days, at {Expires}.")]
    private static partial void LogExpiring(ILogger logger, string client, string expires);

    [LoggerMessage(6015, LogLevel.Information, "The standing of license '{Client}' is now {Standing}. {Fault}")]
    private static partial void LogStanding(ILogger logger, string client, string standing, string? fault);
}
