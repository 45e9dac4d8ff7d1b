using System.Security.Cryptography;
using LicenseKit.Hosting.Server;
using LicenseKit.Sessions.Table;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Client;

/// <summary>The secret of one session: made here, sent only as a bearer token, never shown.</summary>
internal sealed class SeatSecret
{
    private readonly byte[] _bytes = RandomNumberGenerator.GetBytes(Secrets.SecretBytes);

    public SeatSecret() => Session = Secrets.SessionOf(_bytes);

    /// <summary>The session id: the secret's hash.</summary>
    public SessionId Session { get; }

    /// <summary>The session id as text; may be shown.</summary>
    public string Id => Session.ToString();

    public string Bearer() => Base64UrlText.Encode(_bytes);

    public override string ToString() => Id;
}
