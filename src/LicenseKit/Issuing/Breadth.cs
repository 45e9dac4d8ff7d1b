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
            && next.Features.All(f => was.Features.TryGetValue(f.Key, out var had) && (f.Value.Until ?? next.End) <= (had.Until ?? long.MaxValue)
                && (f.Value.Limit ?? Limit.Unlimited) <= (had.Limit ?? Limit.Unlimited))
            && Timeline.Of(next).IsNowhereLarger(Timeline.Of(was), now)
            && SameHolder(next.Binding, was.Binding);
    }

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
