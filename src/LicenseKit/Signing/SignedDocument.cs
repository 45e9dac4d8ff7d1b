namespace LicenseKit.Signing;

/// <summary>A document of a chain as a file brought it: nothing that it says is known before a key has verified it.</summary>
internal abstract class SignedDocument
{
    private protected SignedDocument()
    {
    }

    /// <summary>The name of the type as which the document gives itself out, for those who only show it; null when it names none.</summary>
    public abstract string? TypeName { get; }

    /// <summary>True when the document gives itself out as of this type and, where its form names a signer, as signed by the key of this thumbprint.</summary>
    /// <remarks>A claim that decides what to verify it as, and proves nothing.</remarks>
    public abstract bool IsNamed(DocumentType type, string thumbprint);

    /// <summary>Verifies the document as one of this type, signed by this key; only then is its payload handed out.</summary>
    /// <param name="type">The type that it must be.</param>
    /// <param name="key">The key that must have signed it.</param>
    /// <param name="buffer">Room for the payload, at least as long as the file.</param>
    /// <param name="payload">What was signed; empty unless the answer is null.</param>
    /// <returns>Null when all is well; <see cref="FaultCode.WrongHeader"/> when it is of another type or names another signer, and <see cref="FaultCode.WrongAlgorithm"/> when it names another algorithm.</returns>
    public abstract LicenseFault? Verify(DocumentType type, PublicKey key, Span<byte> buffer, out VerifiedPayload payload);

    /// <summary>The payload of a document whose signer's key is not at hand: all is checked but the signature.</summary>
    /// <remarks>Only for the first link of an issuer's own file, where a forgery harms nobody but the forger: what is issued under it is refused by all who pin the root key.</remarks>
    public abstract LicenseFault? ReadUnverified(DocumentType type, Span<byte> buffer, out UnverifiedPayload payload);
}
