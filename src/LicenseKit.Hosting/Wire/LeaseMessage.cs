using LicenseKit.Chains;

namespace LicenseKit.Hosting.Wire;

/// <summary>A seat: a lease and what stands behind it.</summary>
internal sealed record LeaseMessage(
    string Lease, IReadOnlyList<string> Chain, long RenewWithin, string Standing, IReadOnlyDictionary<string, string>? Keys = null, EndsEarlyMessage? EndsEarly = null)
{
    public static LeaseMessage Of(LeaseAnswer answer) => new(
        answer.Lease, answer.Chain, answer.RenewWithin, answer.Standing.Text(), answer.Keys.Count == 0 ? null : answer.Keys, EndsEarlyMessage.Of(answer.EndsEarly));
}
