namespace LicenseKit.Signing;

/// <summary>Signs with an Ed25519 private key that may live elsewhere: in another process, a token, a key management service. <see cref="SigningKey"/> is the one in this process.</summary>
/// <remarks>
/// Calls may come from several threads at once. A server asks for one signature at first, then for as many at once as were made in the last half second,
/// at most 512. It waits at most one second for each; it decides and answers what needs none meanwhile. What another implementation returns is verified before it is used.
/// </remarks>
public interface ISigner
{
    /// <summary>The half that may be shown; the same for as long as the signer lives.</summary>
    PublicKey PublicKey { get; }

    /// <summary>Signs a whole document (RFC 8032, pure Ed25519, no prehash).</summary>
    /// <param name="data">What is signed.</param>
    /// <param name="signature">Room for the signature, 64 bytes, all of which are written before the task completes.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits for the signature any more.</param>
    /// <exception cref="SigningException">The key cannot sign now, or (<see cref="SigningException.IsRefusal"/>) does not sign this document; the request that needs it gets LK8012.</exception>
    ValueTask SignAsync(ReadOnlyMemory<byte> data, Memory<byte> signature, CancellationToken cancellationToken);
}
