using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting;

/// <summary>A server's time beside the clock of its machine. Effective time is never before what the server has seen, so a clock set back does not move it.</summary>
public sealed record ClockStatus
{
    internal ClockStatus(long now, long machine, long tolerance)
    {
        Now = UnixTime.ToInstant(now);
        Machine = UnixTime.ToInstant(machine);
        Behind = TimeSpan.FromSeconds(now - machine);
        Warning = now - machine <= tolerance ? null : new(FaultCode.ClockSuspect,
            $"This machine's clock says {Shown.Instant(machine)}; the time of this server is {Shown.Instant(now)}, {Shown.Duration(now - machine)} later, and goes on from there.",
            "If the machine's clock is wrong, set it. If it is right, stop the server and set its time: licensekit clock --data DIR --set now.", Shown.Duration(now - machine));
    }

    /// <summary>Effective now: what the server judges and dates by.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public DateTimeOffset Now { get; }

    /// <summary>What the machine's clock says.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public DateTimeOffset Machine { get; }

    /// <summary>How far the machine's clock is behind effective now; zero when it is not.</summary>
    [JsonConverter(typeof(SecondsJsonConverter))]
    public TimeSpan Behind { get; }

    /// <summary>Why the clock is suspect (LK5008): it is behind by more than 5 minutes under an online license, by more than a day under another one. Null when it is not.</summary>
    [JsonIgnore]
    public LicenseFault? Warning { get; }
}
