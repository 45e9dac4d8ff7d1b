using System.Collections.Immutable;

namespace LicenseKit.Sessions;

/// <summary>Lease lengths that were lowered: leases of the former length may still be out, so a restart gives that length.</summary>
/// <remarks>Immutable. Times are run time: the summed monotonic running time of the server, which no clock setting changes.</remarks>
internal sealed class LeaseLengths
{
    /// <summary>The name under which the <c>maxLease</c> of the server's chain is kept.</summary>
    public const string OfChain = "";

    private readonly ImmutableDictionary<string, ImmutableList<LeaseLength>> _lowered;

    private LeaseLengths(ImmutableDictionary<string, ImmutableList<LeaseLength>> lowered) => _lowered = lowered;

    public static LeaseLengths None { get; } = new(ImmutableDictionary<string, ImmutableList<LeaseLength>>.Empty);

    public IEnumerable<LeaseLength> All => _lowered.Values.SelectMany(l => l);

    public LeaseLengths With(LeaseLength lowered) =>
        new(_lowered.SetItem(lowered.License, _lowered.GetValueOrDefault(lowered.License, []).Add(lowered)));

    /// <summary>The longest ordinary length, in seconds, under which a lease of a session license may still be out at an instant of run time.</summary>
    /// <param name="license">The session license.</param>
    /// <param name="own">The length that the session license gives now.</param>
    /// <param name="chain">The <c>maxLease</c> of the server's chain now.</param>
    /// <param name="at">The instant, run time in milliseconds.</param>
    public long Longest(string license, long own, long chain, long at)
    {
        var (ofLicense, ofChain) = (_lowered.GetValueOrDefault(license, []), _lowered.GetValueOrDefault(OfChain, []));
        var longest = Math.Min(own, chain);
        foreach (var (_, until, _) in ofLicense.Concat(ofChain))
        {
            var length = Math.Min(Before(until, ofLicense, own), Before(until, ofChain, chain));
            if (length > longest && until > at - (Math.Min(length, Licenses.UnixTime.Max) * 1000))
            {
                longest = length;
            }
        }

        return longest;
    }

    /// <summary>The length in force just before an instant; of several at one instant the longest.</summary>
    private static long Before(long at, ImmutableList<LeaseLength> lowered, long now)
    {
        var next = lowered.Where(l => l.Until >= at).Select(l => l.Until).DefaultIfEmpty(long.MaxValue).Min();
        return lowered.Where(l => l.Until == next).Select(l => l.Seconds).DefaultIfEmpty(now).Max();
    }
}
