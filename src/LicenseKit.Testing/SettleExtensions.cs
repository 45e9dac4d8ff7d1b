using LicenseKit.Hosting.Server;

namespace LicenseKit.Testing;

/// <summary>Lets a test that moves a clock wait for what became due, exactly and without polling.</summary>
public static class SettleExtensions
{
    /// <summary>Completes when nothing that became due on this clock is under way any more: renewals, pings, batches and their commits, and the answers to calls over HTTP.</summary>
    /// <remarks>
    /// It is about all licensing of this process that was given the clock, parents as well as children and clients. Await it before the clock is moved
    /// too: what was asked for before may still set its timers. What the app's own code does is not awaited.
    /// </remarks>
    /// <param name="time">A clock that fires its timers while it is moved, such as <c>FakeTimeProvider</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static Task SettleAsync(this TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(time);
        return InFlight.On(time).SettleAsync(cancellationToken);
    }
}
