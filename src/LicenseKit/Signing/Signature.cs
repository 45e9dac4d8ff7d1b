using NSec.Cryptography;

namespace LicenseKit.Signing;

/// <summary>The one place that asks a signer: no signature is used that does not verify under its public key.</summary>
internal static class Signature
{
    /// <summary>Length of an Ed25519 signature in bytes.</summary>
    public const int Size = 64;

    /// <summary>The fault of a document, in any encoding, whose signature is not one of this key.</summary>
    public static LicenseFault DoesNotFit(PublicKey key) => new(FaultCode.BadSignature, $"The signature does not fit the content under key {key.Thumbprint}.",
        "The file was changed or damaged after it was issued; get it again from its issuer.");

    /// <summary>The signature of the data, 64 bytes.</summary>
    /// <param name="signer">The signer; a <see cref="SigningKey"/> completes synchronously and is not verified again.</param>
    /// <param name="key">The key that the document names: a signer elsewhere may meanwhile have another one.</param>
    /// <param name="data">What is signed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SigningException">The signer does not sign, or signed something else.</exception>
    /// <exception cref="OperationCanceledException">Stopped before the signer answered.</exception>
    public static async ValueTask<byte[]> MakeAsync(ISigner signer, PublicKey key, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        var signature = new byte[Size];
        try
        {
            await signer.SignAsync(data, signature, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Tokens, pipes and vaults throw what they like; all of it means that nothing was signed.
        catch (Exception e) when (e is not SigningException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
#pragma warning restore CA1031
        {
            throw new SigningException($"The signer failed: {e.Message}", e);
        }

        // A signer elsewhere may be misconfigured, or answer for another request.
        return signer is SigningKey || SignatureAlgorithm.Ed25519.Verify(key.ForVerifying, data.Span, signature)
            ? signature
            : throw new SigningException($"The signer's answer does not verify under its public key {key.Thumbprint}.");
    }
}
