using System.Buffers.Text;
using System.Text;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Testing;

/// <summary>One signed session license of a test, and the server licenses above it. Immutable.</summary>
public sealed class SessionLink
{
    private readonly SessionLicenseClaims _claims;
    private readonly Link _server;
    private readonly bool _isChecked;

    internal SessionLink(SessionLicenseClaims claims, Link server)
        : this(claims, server, SessionLicense.Sign(claims, server.Holder), server.IsChecked)
    {
    }

    private SessionLink(SessionLicenseClaims claims, Link server, string jws, bool isChecked)
    {
        _claims = claims;
        _server = server;
        _isChecked = isChecked;
        Jws = jws;
    }

    /// <summary>The session license in compact form.</summary>
    public string Jws { get; }

    /// <summary>The JSON that the server signs, unless it was made to say something else.</summary>
    public string Payload => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(SessionLicense.Sign(_claims, _server.Holder).Split('.')[1]));

    /// <summary>Lets it be bad.</summary>
    public SessionLink Unchecked() => new(_claims, _server, Jws, isChecked: false);

    /// <summary>Signed by its server as it should be, but saying this.</summary>
    public SessionLink Saying(string payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return Replaced(Signed.Sign(payload, DocumentType.SessionLicense, _server.Holder));
    }

    /// <summary>Signed by its server under this protected header (JSON).</summary>
    public SessionLink Headed(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return Replaced(Signed.Sign(header, Payload, _server.Holder));
    }

    /// <summary>Signed by this key instead, under that key's own header.</summary>
    public SessionLink SignedBy(SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Replaced(SessionLicense.Sign(_claims, key));
    }

    /// <summary>Any text in the place of the document.</summary>
    public SessionLink Replaced(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(_claims, _server, document, isChecked: false);
    }

    /// <summary>The app's <c>.lic</c> file: the server licenses, then this.</summary>
    /// <exception cref="InvalidOperationException">The file would be refused, and <see cref="Unchecked"/> was not called.</exception>
    public byte[] Bundle() => Signed.Checked(Chains.Bundle.Write([.. _server.Documents, Jws], _server.Keys()), _isChecked, _server.RootKey);
}
