using LicenseKit.Hosting.Server;
using LicenseKit.Sessions;

namespace LicenseKit.Hosting.Client;

/// <summary>Seats from the server in this process: the session license is implicit.</summary>
internal sealed class LocalSeats(LicenseServer server) : ISeatSource
{
    public async Task<Outcome<Seat>> AcquireAsync(SeatSecret secret, string kind, CancellationToken cancellationToken) =>
        Read(await server.Seats.AcquireAsync(secret.Id, SessionStep.LocalLicense, new SessionRequest("", kind, Secrets.NewNonce()), cancellationToken).ConfigureAwait(false));

    public async Task<Outcome<Seat>> RenewAsync(SeatSecret secret, string kind, long n, CancellationToken cancellationToken) =>
        Read(await server.Seats.RenewLocalAsync(secret.Id, n, cancellationToken).ConfigureAwait(false));

    public Task<LicenseFault?> ReleaseAsync(SeatSecret secret, CancellationToken cancellationToken) => server.Seats.ReleaseAsync(secret.Id, cancellationToken);

    private Outcome<Seat> Read(Outcome<LeaseAnswer> outcome) =>
        !outcome.Is(out var answer, out var fault) || !LeaseClaims.Read(answer.Lease, server.Key.PublicKey).Is(out var lease, out fault) ? fault : new Seat(lease, answer.Standing);
}
