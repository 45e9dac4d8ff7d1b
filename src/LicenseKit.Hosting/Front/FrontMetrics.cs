using System.Diagnostics.Metrics;

namespace LicenseKit.Hosting.Front;

/// <summary>How many calls were refused before they were decided, by reason: <c>proof</c>, <c>address</c>, <c>license</c>, <c>busy</c>.</summary>
internal static class FrontMetrics
{
    private static readonly Meter Meter = new("LicenseKit");

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("licensekit.calls.refused", "{call}",
        "Calls that were refused before they were decided: they proved nothing, or there were too many of them.");

    public static void Refused(string reason) => Calls.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public static LicenseFault Refused(string reason, LicenseFault fault)
    {
        Refused(reason);
        return fault;
    }
}
