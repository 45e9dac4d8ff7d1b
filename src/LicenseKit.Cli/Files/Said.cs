using System.Buffers;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Cli.Files;

/// <summary>What one document says, read as strictly as ever but without asking who signed it: no proof of anything.</summary>
internal sealed record Said(ServerLicenseClaims? Server, SessionLicenseClaims? Session)
{
    public static bool NamesSession(SignedDocument document) => document.TypeName == DocumentType.SessionLicense.Name;

    public static Outcome<Said> Of(SignedDocument document, bool isSession)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LicenseFile.MaxBytes);
        try
        {
            return document.ReadUnverified(isSession ? DocumentType.SessionLicense : DocumentType.ServerLicense, buffer, out var payload) is { } malformed ? malformed
                : isSession ? SessionLicense.ReadClaims(payload.Bytes).Is(out var session, out var fault) ? new Said(null, session) : fault
                : ServerLicenseReader.Read(payload.Bytes).Is(out var server, out fault) ? new Said(server, null) : fault;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
