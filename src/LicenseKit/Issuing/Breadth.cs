using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>Tells a version that gives no more than the one before it: such a one is signed whatever the budget says.</summary>
internal static class Breadth
{
    public static bool IsNotBroader(ServerLicenseClaims next, ServerLicenseClaims was, long now)
    {
        return next.NotBefore >= Math.Min(was.NotBefore, now) && next.Expires <= was.Expires && next.End <= was.End
            && next.MaxDuration <= was.MaxDuration && next.MaxLicenses <= was.MaxLicenses && next.MaxLease <= was.MaxLease && next.MaxOffline <= was.MaxOffline
            && next.Oem <= was.Oem && !next.Overage.IsMilderThan(was.Overage)
            && Silence(next.Contact) <= Silence(was.Contact)
            && next.Features.All(f => was.Features.TryGetValue(f.Key, out var had) && IsWithin(f.Value, had, next.End))
            && Timeline.Of(next).IsNowhereLarger(Timeline.Of(was), now)
            && SameHolder(next.Binding, was.Binding);
    }

    /// <summary>The same of a session license. One that names no feature gives all that its server has. What it ends with goes on while its server is in grace.</summary>
    public static bool IsNotBroader(SessionLicenseClaims next, SessionLicenseClaims was, long now) =>
        next.NotBefore >= Math.Min(was.NotBefore, now) && next.Expires <= was.Expires && next.MaxLease <= was.MaxLease && next.MaxBorrow <= was.MaxBorrow
        && (next.Allocation != Allocation.Reserved || was.Allocation == Allocation.Reserved)
        && (was.Features.Count == 0 || (next.Features.Count > 0 && next.Features.All(f => was.Features.TryGetValue(f.Key, out var had) && IsWithin(f.Value, had, next.Expires))))
        && Timeline.Of(next).Lasting().IsNowhereLarger(Timeline.Of(was).Lasting(), now);

    private static bool IsWithin(Feature next, Feature had, long end) =>
        (next.Until ?? end) <= (had.Until ?? long.MaxValue) && (next.Limit ?? Limit.Unlimited) <= (had.Limit ?? Limit.Unlimited);

    /// <summary>An offline license is silent for ever.</summary>
    private static long Silence(Contact? contact) => contact?.Silence ?? long.MaxValue;

    /// <summary>The first binding gives no more either; after a reset the room for a second holder is asked for elsewhere.</summary>
    private static bool SameHolder(Binding? next, Binding? was) => (next, was) switch
    {
        (null, _) or (_, null) => true,
        (Binding.ToKey to, not null) => was.Admits(to.Key),
        (Binding.ToCode to, Binding.ToCode from) => to.Code.Equals(from.Code),
        _ => false,
    };
}
