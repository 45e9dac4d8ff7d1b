using System.Buffers;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Cli.Files;

/// <summary>What one document says, by the rules of form alone; its signature is not checked.</summary>
internal sealed record UnverifiedContent(ServerLicenseClaims? Server, SessionLicenseClaims? Session)
{
    public static bool IsSessionLicense(SignedDocument document) => document.TypeName == DocumentType.SessionLicense.Name;

    public static Outcome<UnverifiedContent> Of(SignedDocument document, bool isSession)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LicenseFile.MaxBytes);
        try
        {
            return document.ReadUnverified(isSession ? DocumentType.SessionLicense : DocumentType.ServerLicense, buffer, out var payload) is { } malformed ? malformed
                : isSession ? SessionLicense.ReadClaims(payload.Bytes).Is(out var session, out var fault) ? new UnverifiedContent(null, session) : fault
                : ServerLicenseReader.Read(payload.Bytes).Is(out var server, out fault) ? new UnverifiedContent(server, null) : fault;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
