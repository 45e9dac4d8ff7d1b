using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Chains;

/// <summary>A way to write license files besides the native one: taken by a <see cref="Verifier"/> that is told to accept it, written by a server that is told so.</summary>
public abstract class LicenseFormat
{
    private protected LicenseFormat()
    {
    }

    /// <summary>How requests name it: <c>xml</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The media type of its files (RFC 6838).</summary>
    public abstract string MediaType { get; }

    /// <summary>True when the bytes begin like a file of this format.</summary>
    internal abstract bool Begins(ReadOnlySpan<byte> file);

    /// <summary>Takes a file apart into its documents, root first; verifies nothing.</summary>
    internal abstract Outcome<LicenseFile> Open(ReadOnlyMemory<byte> file);

    /// <summary>The file of a server license below the chain whose holder signs it.</summary>
    internal abstract Task<Outcome<byte[]>> SignAsync(ServerLicenseClaims claims, Chain issuer, ISigner signer, CancellationToken cancellationToken);

    /// <summary>The file of a session license of the server whose chain this is.</summary>
    internal abstract Task<Outcome<byte[]>> SignAsync(SessionLicenseClaims claims, Chain issuer, ISigner signer, CancellationToken cancellationToken);
}
