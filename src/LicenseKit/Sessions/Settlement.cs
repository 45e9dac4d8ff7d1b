using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions.Table;
using LicenseKit.Stages;

namespace LicenseKit.Sessions;

/// <summary>What a child reports to its parent about itself.</summary>
internal static class Settlement
{
    public static HolderReport Report(ChildState child, Ledger ledger, SessionTable sessions, long now, long clockBehind) => new(
        Settled(child, ledger, sessions, now),
        sessions.InUse.All().Where(u => u.Value > 0).ToDictionary(u => u.Key, u => u.Value, StringComparer.Ordinal),
        sessions.Peak,
        ledger.LiveCount(now),
        clockBehind);

    /// <summary>The held serial when all that was given out here fits it, now and later; else what was reported before.</summary>
    private static long Settled(ChildState child, Ledger ledger, SessionTable sessions, long now)
    {
        var leaf = child.Chain!.Leaf;
        var own = Timeline.Of(leaf);
        var fits = own.At(now).Serves(ledger.Children.At(now).Plus(sessions.InUse)) && own.FirstMisfit(ledger.Children, now, UnixTime.Max) is null;
        return fits ? leaf.Serial : Math.Min(child.Exchange.Settled, leaf.Serial);
    }
}
