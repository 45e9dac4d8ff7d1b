using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>Whose a license is (<c>cnf</c>, RFC 7800): a key, or the License Code of a key.</summary>
public abstract class Binding
{
    private protected Binding()
    {
    }

    /// <summary>The installation's key itself (<c>jwk</c>).</summary>
    public sealed class ToKey(PublicKey key) : Binding
    {
        /// <summary>The only key whose holder may use the license.</summary>
        public PublicKey Key { get; } = key;

        /// <inheritdoc/>
        public override bool Admits(PublicKey key) => Key.Equals(key);
    }

    /// <summary>The hash of the installation's key (<c>lkc</c>); the key travels beside the license.</summary>
    public sealed class ToCode(LicenseCode code) : Binding
    {
        /// <summary>The code that the operator typed.</summary>
        public LicenseCode Code { get; } = code;

        /// <inheritdoc/>
        public override bool Admits(PublicKey key) => Code.Matches(key);
    }

    /// <summary>True when this key holds the license.</summary>
    public abstract bool Admits(PublicKey key);
}
