using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Hosting.Front;
using LicenseKit.Hosting.Server;
using LicenseKit.Sessions;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Client;

/// <summary>The licensing of an app with the server inside.</summary>
internal sealed class ServerLicensing(ServerLoop loop, ServerClock clock, PublicKey key, AppFront apps, TimeProvider time) : ILicensing, IAsyncDisposable
{
    private readonly LeaseRenewer _renewer = new(new LocalSeats(apps), time);

    public StandingReport Standing => HolderStanding.Of(loop.Published.Child, key, clock.Now.Now);

    public bool Allows(string feature)
    {
        var (child, now) = (loop.Published.Child, clock.Now.Now);
        return HolderStanding.Of(child, key, now).Serves && child.Chain!.Rights.FeaturesAt(now).ContainsKey(feature);
    }

    public Task<Acquired> AcquireAsync(string kind, CancellationToken cancellationToken = default) => _renewer.AcquireAsync(kind, cancellationToken);

    public ValueTask DisposeAsync() => _renewer.DisposeAsync();
}
