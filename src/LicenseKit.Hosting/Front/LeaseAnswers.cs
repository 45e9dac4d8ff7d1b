using LicenseKit.Chains;
using LicenseKit.Server;

namespace LicenseKit.Hosting.Front;

/// <summary>Makes the answer to an app of a lease; what is the same for all apps is made once for each chain.</summary>
internal sealed class LeaseAnswers
{
    private ChainParts? _parts;

    public LeaseAnswer Of(GrantedLease granted)
    {
        var parts = Volatile.Read(ref _parts);
        if (parts?.Chain != granted.Chain)
        {
            Volatile.Write(ref _parts, parts = new ChainParts(granted.Chain));
        }

        return new LeaseAnswer(granted.Document.Compact, parts!.Links, parts.Keys, granted.Lease.RenewWithin, granted.Standing.Standing, granted.Limit?.EndsEarly());
    }

    private sealed class ChainParts(Chain chain)
    {
        public Chain Chain => chain;

        public IReadOnlyList<string> Links { get; } = [.. chain.Links.Select(l => l.Jws)];

        public IReadOnlyDictionary<string, string> Keys { get; } = chain.Keys().ToDictionary(k => k.Key, k => k.Value.X, StringComparer.Ordinal);
    }
}
