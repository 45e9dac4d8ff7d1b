namespace LicenseKit.Signing;

/// <summary>Signs with an Ed25519 private key that may live elsewhere: in another process, a token, a vault. <see cref="SigningKey"/> is the one in this process.</summary>
/// <remarks>
/// A server asks inside its one writer, so an answer is awaited by everybody: give it within a second, or fail. Calls may come from several threads at once.
/// What another implementation returns is verified before it is used.
/// </remarks>
public interface ISigner
{
    /// <summary>The half that may be shown; the same for as long as the signer lives.</summary>
    PublicKey PublicKey { get; }

    /// <summary>Signs a whole document (RFC 8032, pure Ed25519, no prehash).</summary>
    /// <param name="data">What is signed.</param>
    /// <param name="signature">Room for the signature, 64 bytes, all of which are written.</param>
    /// <exception cref="SigningException">The key cannot sign now, or (<see cref="SigningException.IsRefusal"/>) does not sign this document; whoever asked gets LK8012.</exception>
    void Sign(ReadOnlySpan<byte> data, Span<byte> signature);
}
