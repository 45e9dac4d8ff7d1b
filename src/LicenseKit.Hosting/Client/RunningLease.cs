using LicenseKit.Sessions;

namespace LicenseKit.Hosting.Client;

/// <summary>A lease whose length counts from the moment the request was sent, on both clocks.</summary>
/// <param name="seat">The lease.</param>
/// <param name="sentTicks">When it was asked for, in coarse monotonic milliseconds.</param>
/// <param name="sentWall">The same by the wall clock.</param>
internal sealed class RunningLease(Seat seat, long sentTicks, DateTimeOffset sentWall)
{
    private readonly long _length = (seat.Lease.Expires - seat.Lease.IssuedAt) * 1000;

    public long N => seat.Lease.N;

    public long Until => sentTicks + _length;

    public DateTimeOffset WallUntil => sentWall.AddMilliseconds(_length);

    public long RenewAt => sentTicks + Math.Min(seat.Lease.RenewWithin * 1000, _length * 9 / 10);

    public SessionSnapshot Snapshot(SessionStanding standing, LicenseFault? fault) =>
        new(Until, standing, seat.Features, fault, seat.EndsEarly) { LeaseEnds = WallUntil, AtEnd = seat.AtEnd };
}
