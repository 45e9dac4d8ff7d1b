using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;
using LicenseKit.Stages;

namespace LicenseKit.Hosting;

/// <summary>Grants as operators see them.</summary>
internal static class IssuedLicenses
{
    public static IssuedLicense Of(GrantReply grant) => grant.Server is { } server ? Of(server, grant.Standing, grant.Now) : Of(grant.Session!, grant.Standing, grant.Use, grant.Now);

    public static IssuedLicense Of(ServerGrant grant, StandingReport standing, long now)
    {
        var claims = grant.Claims;
        return new IssuedLicense
        {
            Id = grant.Id,
            Type = "server",
            Oem = claims.Oem,
            Client = claims.Client,
            State = claims.State,
            Standing = standing.Standing,
            LimitedBy = standing.Link,
            Reason = standing.Fault?.Message,
            Serial = claims.Serial,
            Held = grant.Held,
            Settled = grant.Settled,
            Pending = Pending(grant, now),
            Seats = Timeline.Of(claims).At(now),
            InUse = new Seats(grant.Use.Where(u => u.Value >= 0 && Names.IsKind(u.Key))),
            Expires = UnixTime.ToInstant(claims.Expires),
            Activated = claims.Binding is Binding.ToKey || grant.ShownKey is not null,
            RefusedActivations = grant.RefusedActivations,
            LastPing = grant.LastPing is { } ping ? UnixTime.ToInstant(ping) : null,
            Draft = grant.Current.Draft,
        };
    }

    public static IssuedLicense Of(SessionGrant grant, StandingReport standing, Seats use, long now) => new()
    {
        Id = grant.Id,
        Type = "session",
        Client = grant.Client,
        State = grant.Revoked ? LicenseState.Revoked : LicenseState.Active,
        Standing = standing.Standing,
        LimitedBy = standing.Link,
        Reason = standing.Fault?.Message,
        Serial = grant.Claims.Serial,
        Held = grant.Claims.Serial,
        Settled = grant.Claims.Serial,
        Seats = grant.Cap.At(now),
        InUse = use,
        Expires = UnixTime.ToInstant(grant.Claims.Expires),
        Activated = true,
        Draft = grant.Current.Draft,
    };

    private static PendingChange? Pending(ServerGrant grant, long now)
    {
        var (serial, until) = (grant.Claims.Serial, grant.UnsettledUntil);
        return !grant.IsUnsettled || until <= now ? null
            : new PendingChange(grant.Held < serial ? $"the holder has not taken up serial {serial} yet" : $"the holder has not given back what serial {serial} took", UnixTime.ToInstant(until));
    }
}
