using System.Diagnostics.Metrics;

namespace LicenseKit.Hosting.Telemetry;

/// <summary>What a server shows when metrics are collected.</summary>
internal interface IServerGauges
{
    IEnumerable<Measurement<long>> SeatsInUse();

    IEnumerable<Measurement<long>> SeatsAllowed();

    IEnumerable<Measurement<long>> LicensesByStanding();

    IEnumerable<Measurement<long>> Queued();

    IEnumerable<Measurement<double>> ContactAge();
}
