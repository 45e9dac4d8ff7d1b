using LicenseKit.Chains;
using LicenseKit.Hosting.Server;
using LicenseKit.Licenses;
using LicenseKit.Sessions;

namespace LicenseKit.Hosting.Client;

/// <summary>The licensing of an app with the server inside.</summary>
internal sealed class ServerLicensing(LicenseServer server, TimeProvider time) : ILicensing, IAsyncDisposable
{
    private readonly SeatKeeper _keeper = new(new LocalSeats(server), time);

    public StandingReport Standing => server.Standing;

    public bool Allows(string feature) => Standing.Serves && server.Writer.State.Child.Chain!.Rights.FeaturesAt(server.Writer.Now.Now).ContainsKey(feature);

    public Task<Acquired> AcquireAsync(string kind, CancellationToken cancellationToken = default) => _keeper.AcquireAsync(kind, cancellationToken);

    public ValueTask DisposeAsync() => _keeper.DisposeAsync();
}
