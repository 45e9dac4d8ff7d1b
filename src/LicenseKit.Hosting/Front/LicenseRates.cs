using LicenseKit.Hosting.Telemetry;

namespace LicenseKit.Hosting.Front;

/// <summary>How often one server license may activate and ping: only what is proven is charged, so nobody can use up the rate of another.</summary>
internal sealed class LicenseRates(TimeProvider time, Instruments instruments)
{
    private const double PerSecond = 10;
    private const double Burst = 600;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, TokenBucket> _licenses = new(StringComparer.Ordinal);

    /// <summary>Charges a call to a license that was issued here; why it is one too many, null when it is not.</summary>
    public LicenseFault? Charge(string license)
    {
        lock (_lock)
        {
            var bucket = _licenses.TryGetValue(license, out var known) ? known : _licenses[license] = new(PerSecond, Burst, time);
            if (bucket.Left < 1)
            {
                return instruments.CallRefused("license", new(FaultCode.TooManyRequests, $"More than {PerSecond} calls a second came for license '{license}'.",
                    "Ping as often as the license says; see whether more than one installation uses it.", link: license));
            }

            bucket.Charge(1);
            return null;
        }
    }
}
