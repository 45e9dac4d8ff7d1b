using LicenseKit.Protocol;
using LicenseKit.Signing;

namespace LicenseKit.Freshness;

/// <summary>A pong with the key under which it was verified: whether that is the right key is decided by the chain in force.</summary>
internal sealed record VerifiedPong(Pong Pong, PublicKey Signer, string Compact)
{
    /// <summary>The pong under the first of these keys that signed it; null when none did.</summary>
    public static VerifiedPong? Verify(string compact, IEnumerable<PublicKey> keys)
    {
        foreach (var key in keys)
        {
            if (Pong.Read(compact, key).Value is { } pong)
            {
                return new(pong, key, compact);
            }
        }

        return null;
    }
}
