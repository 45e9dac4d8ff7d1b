using System.Collections.Immutable;
using LicenseKit.Chains;
using LicenseKit.Protocol;

namespace LicenseKit.Freshness;

/// <summary>What an installation knows as the holder of a license: the chain, the highest versions seen, the exchange with the parent.</summary>
internal sealed record ChildState
{
    /// <summary>The chain in force; null before the first license is applied.</summary>
    public Chain? Chain { get; init; }

    /// <summary>The highest version seen of every link, by the path of ids from the Master down.</summary>
    public ImmutableDictionary<string, LinkVersion> Seen { get; init; } = ImmutableDictionary<string, LinkVersion>.Empty;

    public ParentExchange Exchange { get; init; } = new();

    /// <summary>Replaced versions by which running sessions may still be judged, oldest first.</summary>
    public ImmutableArray<FormerVersion> Former { get; init; } = [];

    /// <summary>The version of the held license that is settled: the oldest that still counts.</summary>
    public LinkVersion? Settled
    {
        get
        {
            var own = Chain?.Leaf;
            return own is null ? null : Former.FirstOrDefault(f => f.License == own.Id)?.Version ?? new LinkVersion(own.Serial, own.ContentHash);
        }
    }
}
