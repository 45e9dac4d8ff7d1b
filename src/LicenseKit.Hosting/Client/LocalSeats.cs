using LicenseKit.Chains;
using LicenseKit.Hosting.Front;
using LicenseKit.Server;

namespace LicenseKit.Hosting.Client;

/// <summary>Seats from the server in this process: the session license is implicit, and the lease needs no proof.</summary>
/// <param name="apps">The server's side.</param>
/// <param name="standingAt">What the held license is worth at an instant, as far as is known now.</param>
/// <param name="labels">What the app says of itself, as it is stored.</param>
internal sealed class LocalSeats(AppFront apps, Func<long, StandingReport> standingAt, string? labels) : ISeatSource
{
    public async Task<Outcome<Seat>> AcquireAsync(SeatSecret secret, string kind, CancellationToken cancellationToken) =>
        Read(await apps.AcquireLocalAsync(secret.Session, kind, labels, cancellationToken).ConfigureAwait(false));

    public async Task<Outcome<Seat>> RenewAsync(SeatSecret secret, string kind, long n, CancellationToken cancellationToken) =>
        Read(await apps.RenewLocalAsync(secret.Session, n, cancellationToken).ConfigureAwait(false));

    public Task<Outcome> ReleaseAsync(SeatSecret secret, CancellationToken cancellationToken) => apps.ReleaseLocalAsync(secret.Session, cancellationToken);

    private Outcome<Seat> Read(Outcome<GrantedLease> outcome)
    {
        if (!outcome.Is(out var granted, out var fault))
        {
            return fault;
        }

        var lease = granted.Lease;
        return new Seat(lease, granted.Limit?.EndsEarly(), standingAt(lease.Expires).Fault) { Features = Seat.Named(lease, granted.Chain.Rights.FeaturesAt(lease.IssuedAt)) };
    }
}
