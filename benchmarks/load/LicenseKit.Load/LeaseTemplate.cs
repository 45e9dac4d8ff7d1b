using System.Buffers.Text;
using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Load;

/// <summary>Signs leases that have every byte of a real one, but for the session id and the nonce, which are replaced.</summary>
/// <remarks>header "." payload "." signature, each base64url (RFC 7515 §7.1).</remarks>
internal sealed class LeaseTemplate
{
    private readonly SigningKey _key;
    private readonly string _header;
    private readonly string _before;
    private readonly string _between;
    private readonly string _after;
    private readonly bool _isNonceFirst;

    public LeaseTemplate(SigningKey key, string lease, string session, string nonce)
    {
        _key = key;
        var parts = lease.Split('.');
        _header = parts[0] + ".";
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        _isNonceFirst = payload.IndexOf(nonce, StringComparison.Ordinal) < payload.IndexOf(session, StringComparison.Ordinal);
        var (first, second) = _isNonceFirst ? (nonce, session) : (session, nonce);
        var (one, two) = (payload.IndexOf(first, StringComparison.Ordinal), payload.IndexOf(second, StringComparison.Ordinal));
        _before = payload[..one];
        _between = payload[(one + first.Length)..two];
        _after = payload[(two + second.Length)..];
    }

    public string Sign(string session, string nonce)
    {
        var (first, second) = _isNonceFirst ? (nonce, session) : (session, nonce);
        var payload = Encoding.UTF8.GetBytes(string.Concat(_before, first, string.Concat(_between, second, _after)));
        var signed = _header + Base64Url.EncodeToString(payload);
        return string.Concat(signed, ".", Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(signed))));
    }

    private byte[] Sign(byte[] data)
    {
        var signature = new byte[64];
        _key.Sign(data, signature);
        return signature;
    }
}
