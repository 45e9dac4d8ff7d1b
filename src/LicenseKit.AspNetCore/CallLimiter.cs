using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.AspNetCore;

/// <summary>Refuses floods of activations and pings, by address and by key, before any signature is computed.</summary>
internal sealed class CallLimiter : IDisposable
{
    private const int PerMinute = 600;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        who => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = PerMinute,
            TokensPerPeriod = PerMinute / 6,
            ReplenishmentPeriod = Period,
            QueueLimit = 0,
        }));

    public LicenseFault? Refuse(HttpContext http, string key) =>
        Takes($"address {http.Connection.RemoteIpAddress}") && Takes($"key {(key.Length <= 64 ? key : "")}") ? null
        : new(FaultCode.TooManyRequests, $"More than {PerMinute} calls a minute came from one address or for one key.", "Wait, and ping as often as the license says.");

    public void Dispose() => _limiter.Dispose();

    private bool Takes(string who)
    {
        using var lease = _limiter.AttemptAcquire(who);
        return lease.IsAcquired;
    }
}
