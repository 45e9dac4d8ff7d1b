namespace LicenseKit.Hosting.Client;

/// <summary>Where seats come from: a server elsewhere, or the one in this process. Leases that come out are verified.</summary>
internal interface ISeatSource
{
    Task<Outcome<Seat>> AcquireAsync(SeatSecret secret, string kind, CancellationToken cancellationToken);

    Task<Outcome<Seat>> RenewAsync(SeatSecret secret, string kind, long n, CancellationToken cancellationToken);

    Task<Outcome> ReleaseAsync(SeatSecret secret, CancellationToken cancellationToken);
}
