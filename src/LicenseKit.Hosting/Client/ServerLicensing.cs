using LicenseKit.Chains;
using LicenseKit.Hosting.Front;
using LicenseKit.Hosting.Server;
using LicenseKit.Sessions;

namespace LicenseKit.Hosting.Client;

/// <summary>The licensing of an app with the server inside.</summary>
/// <param name="loop">The server's state.</param>
/// <param name="clock">The server's time.</param>
/// <param name="standingAt">What the held license is worth at an instant, as far as is known now.</param>
/// <param name="apps">Gives the seats.</param>
/// <param name="start">Starts the server with its license, or waits until whoever started it is done.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerLicensing(ServerLoop loop, ServerClock clock, Func<long, StandingReport> standingAt, AppFront apps, Func<CancellationToken, Task> start, TimeProvider time)
    : ILicensing, IAsyncDisposable
{
    private readonly LeaseRenewer _renewer = new(new LocalSeats(apps, standingAt), time);

    public StandingReport Standing => standingAt(clock.Now.Now);

    public bool Allows(string feature)
    {
        var now = clock.Now.Now;
        return standingAt(now).Serves && loop.Published.Child.Chain!.Rights.FeaturesAt(now).ContainsKey(feature);
    }

    public async Task<Acquired> AcquireAsync(string kind, CancellationToken cancellationToken = default)
    {
        try
        {
            await start(cancellationToken).ConfigureAwait(false);
        }
        catch (LicenseFaultException e)
        {
            return new Acquired(null, e.Fault);
        }

        return await _renewer.AcquireAsync(kind, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _renewer.DisposeAsync();
}
