using LicenseKit.Licenses;
using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>Makes the versions that an issuer would sign.</summary>
internal static class VersionMaker
{
    public static LicenseVersion Master(GrantDraft draft, long serial) => Version(draft with { Starts = 0 }, serial, 0, Overage.Finish, 0);

    public static ChildGrant NewGrant(ServerModel issuer, string name, GrantDraft draft, long starts)
    {
        var said = draft with { Starts = starts, Expires = End(issuer, draft) };
        return new(name) { Holders = [new Holder { Versions = [Version(said, 1, issuer.Now, issuer.Own.Newest.Overage, draft.Silence)] }] };
    }

    public static SessionTerms NewTerms(ServerModel issuer, string name, GrantDraft draft, long starts) => new(name)
    {
        IsReserved = draft.IsReserved,
        Cap = new(starts, End(issuer, draft), draft.Seats, draft.Stages),
        IssuedAt = issuer.Now,
        Lease = draft.Lease,
    };

    /// <summary>A later version keeps the start, unless the draft says one, and the state.</summary>
    public static LicenseVersion Changed(ServerModel issuer, LicenseVersion last, GrantDraft draft)
    {
        var said = draft with { Starts = draft.Starts ?? last.Seats.From, Expires = End(issuer, draft), State = last.State };
        return Version(said, last.Serial + 1, issuer.Now, issuer.Own.Newest.Overage, draft.Silence);
    }

    /// <summary>The same content under the next serial.</summary>
    public static LicenseVersion Again(LicenseVersion last, long now, LicenseState state) => new()
    {
        Serial = last.Serial + 1,
        Seats = last.Seats,
        IssuedAt = now,
        Expires = last.Expires,
        State = state,
        MaxLease = last.MaxLease,
        Overage = last.Overage,
        Silence = last.Silence,
        Follows = last.Follows,
    };

    /// <summary>The same content, to the issuer's present end.</summary>
    public static LicenseVersion Following(ServerModel issuer, LicenseVersion last) => new()
    {
        Serial = last.Serial + 1,
        Seats = last.Seats with { End = issuer.Expires + last.End - last.Expires },
        IssuedAt = issuer.Now,
        Expires = issuer.Expires,
        State = last.State,
        MaxLease = last.MaxLease,
        Overage = last.Overage,
        Silence = last.Silence,
        Follows = true,
    };

    /// <summary>True when the later version gives more than the earlier one in anything, now or later: then the budget is asked.</summary>
    public static bool IsBroader(ServerModel issuer, LicenseVersion later, LicenseVersion earlier) =>
        later.End > earlier.End
        || later.MaxLease > earlier.MaxLease
        || later.Silence > earlier.Silence
        || later.Overage.IsMilderThan(earlier.Overage)
        || later.Seats.Instants.Concat(earlier.Seats.Instants).Append(issuer.Now)
            .Any(t => t >= issuer.Now && later.Seats.At(t).IsLargerInAFigure(earlier.Seats.At(t)));

    private static long End(ServerModel issuer, GrantDraft draft) => draft.Follows ? issuer.Expires : draft.Expires;

    private static LicenseVersion Version(GrantDraft draft, long serial, long issuedAt, Overage issuers, long silence) => new()
    {
        Serial = serial,
        Seats = new(draft.Starts!.Value, draft.Expires + draft.Grace, draft.Seats, draft.Stages),
        IssuedAt = issuedAt,
        Expires = draft.Expires,
        State = draft.State,
        MaxLease = draft.Lease,
        Overage = draft.Overage ?? issuers,
        Silence = silence,
        Follows = draft.Follows,
    };
}
