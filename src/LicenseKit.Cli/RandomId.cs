using System.Security.Cryptography;
using LicenseKit.Signing;

namespace LicenseKit.Cli;

/// <summary>Ids and nonces: 128 random bits.</summary>
internal static class RandomId
{
    public static string New() => Base64UrlText.Encode(Bytes());

    public static byte[] Bytes() => RandomNumberGenerator.GetBytes(16);
}
