using LicenseKit.Chains;
using LicenseKit.Signing;

namespace LicenseKit.Server;

/// <summary>A child's <c>.lic</c> file: the own chain, the own key where the own link is bound by code, and the child's newest version.</summary>
internal sealed record ChildFile(Chain Own, PublicKey Key, Document License)
{
    /// <summary>The bytes, once the license is signed.</summary>
    public byte[] ToBundle() => Own.ToBundle(Key, below: [License.Compact]);
}
