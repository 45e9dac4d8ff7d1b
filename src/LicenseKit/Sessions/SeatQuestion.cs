using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;

namespace LicenseKit.Sessions;

/// <summary>What stands behind a question about seats.</summary>
/// <param name="Child">The held license and its former versions.</param>
/// <param name="Ledger">What was issued.</param>
/// <param name="Now">Effective now.</param>
internal readonly record struct SeatQuestion(ChildState Child, Ledger Ledger, long Now)
{
    public Chain Chain => Child.Chain!;

    /// <summary>Effective UTC seconds, rounded up, at which a deadline is over.</summary>
    /// <param name="deadline">Monotonic milliseconds.</param>
    /// <param name="ticks">Monotonic milliseconds now.</param>
    public long EndOf(long deadline, long ticks) => Now + ((deadline - ticks + 999) / 1000);

    /// <summary>True when the same is allowed and granted; reports of holders and pings change nothing of that.</summary>
    public bool HasSameSeats(SeatQuestion other) =>
        Child.Chain == other.Child.Chain && Child.Former == other.Child.Former
        && Ledger.Granted == other.Ledger.Granted && Ledger.GrantedAndRoom == other.Ledger.GrantedAndRoom && Ledger.Reserved == other.Ledger.Reserved;
}
