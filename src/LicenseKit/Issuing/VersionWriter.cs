using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Issuing;

/// <summary>Writes versions to be signed, each checked by the rules of every reader, so that nothing is signed that another would refuse; and reads stored ones.</summary>
internal sealed class VersionWriter(ChainReader reader, PublicKey key)
{
    /// <summary>Longest session license that is issued, in characters of its signing input (RFC 7515).</summary>
    public const int MaxSessionLicense = 48 * 1024;

    /// <summary>True where servers may be named by unencrypted <c>http</c> beyond loopback.</summary>
    public bool AllowsHttp => reader.AllowsHttp;

    public Outcome<Document> Write(ServerLicenseClaims claims, Chain issuer)
    {
        if (claims.Parent?.Serial == issuer.Leaf.Serial && Within.Check(claims, issuer.Leaf) is { } larger)
        {
            return larger;
        }

        var document = ServerLicenseWriter.Document(claims, key);
        return reader.CheckServerLicense(issuer, document) is { } fault ? fault : document;
    }

    public Outcome<Document> Write(SessionLicenseClaims claims, Chain issuer)
    {
        if (Within.Check(claims, issuer.Leaf) is { } larger)
        {
            return larger;
        }

        var document = SessionLicense.Document(claims, key);
        if (document.SigningInput().Length > MaxSessionLicense)
        {
            return new LicenseFault(FaultCode.TooLarge, $"The session license would have {document.SigningInput().Length} characters; at most {MaxSessionLicense} are issued, since apps send it with each acquire.",
                "Give it fewer stages or features, or less in 'ext'.");
        }

        return reader.CheckSessionLicense(issuer, document) is { } fault ? fault : document;
    }

    /// <summary>A stored version, verified again when it is loaded.</summary>
    public Outcome<GrantVersion> ReadServer(ReadOnlySpan<byte> jws, string draft, int holder)
    {
        if (Jws.Verify(jws, DocumentType.ServerLicense, key, new byte[jws.Length], out var payload) is { } forged)
        {
            return forged;
        }

        return ServerLicenseReader.Read(payload.Bytes).Is(out var claims, out var fault) ? new GrantVersion(claims, Document.Of(payload), draft, holder) : fault;
    }

    /// <summary>A stored session license, verified again when it is loaded.</summary>
    public Outcome<SessionVersion> ReadSession(ReadOnlySpan<byte> jws, string draft)
    {
        if (Jws.Verify(jws, DocumentType.SessionLicense, key, new byte[jws.Length], out var payload) is { } forged)
        {
            return forged;
        }

        return SessionLicense.ReadClaims(payload.Bytes).Is(out var claims, out var fault)
            ? new SessionVersion(claims, Document.Of(payload), draft)
            : fault;
    }

    /// <summary>The id of a session license that this server signed, whoever brings it.</summary>
    public Outcome<string> ReadSessionId(ReadOnlySpan<byte> jws) => ReadSession(jws, "").Is(out var version, out var fault) ? version.Claims.Id : fault;
}
