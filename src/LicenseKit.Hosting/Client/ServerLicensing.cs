using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Sessions;

namespace LicenseKit.Hosting.Client;

/// <summary>The licensing of an app with the server inside.</summary>
/// <param name="server">The server.</param>
/// <param name="start">Starts the server with its license, or waits until whoever started it is done.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerLicensing(LicenseServer server, Func<CancellationToken, Task> start, TimeProvider time) : ILicensing, IAsyncDisposable
{
    private readonly LeaseRenewer _renewer = new(new LocalSeats(server.Apps), time);

    public StandingReport Standing => server.Standing;

    public bool Allows(string feature)
    {
        var (child, now) = (server.Loop.Published.Child, server.Clock.Now.Now);
        return HolderStanding.Of(child, server.Signer.PublicKey, now).Serves && child.Chain!.Rights.FeaturesAt(now).ContainsKey(feature);
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
