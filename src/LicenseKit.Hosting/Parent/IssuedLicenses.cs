using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;
using LicenseKit.Stages;

namespace LicenseKit.Hosting.Parent;

/// <summary>Grants as operators see them.</summary>
internal static class IssuedLicenses
{
    public static IssuedLicense Of(GrantReply grant) => grant.Server is { } server ? Of(server, grant.Now) : Of(grant.Session!, grant.Use, grant.Now);

    public static IssuedLicense Of(ServerGrant grant, long now)
    {
        var claims = grant.Claims;
        return new IssuedLicense
        {
            Id = grant.Id,
            Type = "server",
            Client = claims.Client,
            State = claims.State,
            Standing = StandingOf(grant, now),
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

    public static IssuedLicense Of(SessionGrant grant, Seats use, long now) => new()
    {
        Id = grant.Id,
        Type = "session",
        Client = grant.Client,
        State = grant.Revoked ? LicenseState.Revoked : LicenseState.Active,
        Standing = StandingOf(grant, now),
        Serial = grant.Claims.Serial,
        Held = grant.Claims.Serial,
        Settled = grant.Claims.Serial,
        Seats = grant.Cap.At(now),
        InUse = use,
        Expires = UnixTime.ToInstant(grant.Claims.Expires),
        Activated = true,
        Draft = grant.Draft,
    };

    private static string StandingOf(SessionGrant grant, long now) =>
        grant.Revoked ? "revoked" : now < grant.Claims.NotBefore ? "not-yet" : now >= grant.Claims.Expires ? "expired" : "good";

    /// <summary>The standing of a grant as far as the issuer knows.</summary>
    private static string StandingOf(ServerGrant grant, long now)
    {
        var claims = grant.Claims;
        return claims.State == LicenseState.Revoked ? "revoked"
            : claims.State == LicenseState.Suspended ? "suspended"
            : claims.Binding is null ? "not-activated"
            : now < claims.NotBefore ? "not-yet"
            : now >= claims.End ? "expired"
            : claims.Contact is { } contact && now >= UnixTime.Add(grant.LastPing ?? claims.IssuedAt, contact.Silence) ? "stale"
            : now >= claims.Expires ? "grace"
            : "good";
    }

    private static PendingChange? Pending(ServerGrant grant, long now)
    {
        var (serial, until) = (grant.Claims.Serial, grant.UnsettledUntil);
        return !grant.IsUnsettled || until <= now ? null
            : new PendingChange(grant.Held < serial ? $"the holder has not taken up serial {serial} yet" : $"the holder has not given back what serial {serial} took", UnixTime.ToInstant(until));
    }
}
