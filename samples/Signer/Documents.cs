using System.Buffers;
using System.Buffers.Text;
using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Samples.Signer;

/// <summary>What this signer signs: documents of LicenseKit under its own key, and nothing else.</summary>
/// <remarks>
/// A signer that signs any bytes lends its key to whatever protocol a thief of the server can think of. Here the bytes must be
/// <c>base64url(header).base64url(payload)</c> with one of six headers, byte for byte. The license in XML is left out: its <c>SignedInfo</c>
/// holds a digest and says nothing of what is signed.
/// </remarks>
internal sealed class Documents(PublicKey key)
{
    private static readonly SearchValues<byte> Base64UrlSymbols = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    private static readonly string[] Types =
        ["lk-server-license+jwt", "lk-session-license+jwt", "lk-lease+jwt", "lk-activation+jwt", "lk-ping+jwt", "lk-pong+jwt"];

    private readonly byte[][] _headers =
        [.. Types.Select(type => Encoding.ASCII.GetBytes(Base64Url.EncodeToString(Encoding.ASCII.GetBytes($$"""{"alg":"EdDSA","kid":"{{key.Thumbprint}}","typ":"{{type}}"}"""))))];

    public bool May(ReadOnlySpan<byte> data)
    {
        var dot = data.IndexOf((byte)'.');
        if (dot < 0 || dot == data.Length - 1 || data[(dot + 1)..].ContainsAnyExcept(Base64UrlSymbols))
        {
            return false;
        }

        foreach (var header in _headers)
        {
            if (data[..dot].SequenceEqual(header))
            {
                return true;
            }
        }

        return false;
    }
}
