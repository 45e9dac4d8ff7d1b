using System.Collections.Immutable;
using LicenseKit.Chains;

namespace LicenseKit.Freshness;

/// <summary>What an installation knows as the holder of a license: the chain, what was seen, its talk with the parent.</summary>
internal sealed record ChildState
{
    /// <summary>The chain in force; null before the first license is applied.</summary>
    public Chain? Chain { get; init; }

    public ImmutableDictionary<string, LinkVersion> Seen { get; init; } = ImmutableDictionary<string, LinkVersion>.Empty;

    public ChildTalk Talk { get; init; } = new();
}
