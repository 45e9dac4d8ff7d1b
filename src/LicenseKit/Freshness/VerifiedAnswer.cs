using LicenseKit.Chains;
using LicenseKit.Signing;

namespace LicenseKit.Freshness;

/// <summary>What came back for a ping, every signature verified before it is decided: deciding then compares values only.</summary>
internal sealed record VerifiedAnswer
{
    /// <summary>The sequence of the ping that was answered.</summary>
    public required long Seq { get; init; }

    /// <summary>The newer chain that came with it; null when none came, or it is refused.</summary>
    public Chain? Bundle { get; init; }

    /// <summary>Why the bundle that came is refused.</summary>
    public LicenseFault? BundleFault { get; init; }

    /// <summary>The pong; null when no key of the chains at hand signed it.</summary>
    public VerifiedPong? Pong { get; init; }

    /// <summary>Pongs of the online links above.</summary>
    public IReadOnlyList<VerifiedPong> Above { get; init; } = [];

    /// <summary>The address that answered.</summary>
    public required string Url { get; init; }

    private bool HasBundle => Bundle is not null || BundleFault is not null;

    /// <summary>True when the parent sent the pong alone.</summary>
    public bool IsPongAlone => !HasBundle;

    /// <summary>Verifies an answer with the keys of the chain that came and of the one held.</summary>
    /// <param name="held">The chain in force when the ping was sent.</param>
    /// <param name="seq">The sequence of the ping.</param>
    /// <param name="answer">What came.</param>
    /// <param name="url">Where from.</param>
    /// <param name="reader">Verifies a bundle.</param>
    /// <param name="key">The own installation key.</param>
    public static VerifiedAnswer Verify(Chain held, long seq, PingAnswer answer, string url, ChainReader reader, PublicKey key)
    {
        LicenseFault? refused = null;
        var bundle = answer.Bundle is { } file && reader.ReadAs(key, file).Is(out var chain, out refused) ? chain : null;
        var signers = Holders(bundle).Concat(Holders(held)).Distinct().ToArray();
        return new()
        {
            Seq = seq,
            Bundle = bundle,
            BundleFault = refused,
            Pong = VerifiedPong.Verify(answer.Pong, signers),
            Above = [.. answer.Above.Take(LicenseFile.MaxServers).Select(p => VerifiedPong.Verify(p, signers)).OfType<VerifiedPong>()],
            Url = url,
        };
    }

    /// <summary>The keys of the links above the last one, nearest first.</summary>
    private static IEnumerable<PublicKey> Holders(Chain? chain) =>
        chain is null ? [] : Enumerable.Range(0, chain.Links.Count - 1).Reverse().Select(chain.HolderOf).OfType<PublicKey>();
}
