namespace LicenseKit.Chains;

/// <summary>A way to write a license file that a <see cref="Verifier"/> takes when it is told to accept it.</summary>
public abstract class LicenseFormat
{
    private protected LicenseFormat()
    {
    }

    /// <summary>True when the bytes begin like a file of this format.</summary>
    internal abstract bool Begins(ReadOnlySpan<byte> file);

    /// <summary>Takes a file apart into its documents, root first; verifies nothing.</summary>
    internal abstract Outcome<LicenseFile> Open(ReadOnlyMemory<byte> file);
}
