using System.Security.Cryptography;
using LicenseKit.Licenses;
using LicenseKit.Sessions.Table;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Server;

/// <summary>Session secrets, ids and nonces: their forms, and which belong together.</summary>
internal static class Secrets
{
    public const int SecretBytes = 32;

    public static string IdOf(ReadOnlyMemory<byte> secret) => Base64UrlText.Encode(SHA256.HashData(secret.Span));

    public static SessionId SessionOf(ReadOnlyMemory<byte> secret) => SessionId.Of(SHA256.HashData(secret.Span));

    public static string NewNonce() => Base64UrlText.Encode(RandomNumberGenerator.GetBytes(16));

    public static string NewId() => Base64UrlText.Encode(RandomNumberGenerator.GetBytes(16));

    /// <summary>The secret in a bearer token; empty when it is none.</summary>
    public static ReadOnlyMemory<byte> Read(string token) => Base64UrlText.Decode(token, SecretBytes) ?? [];

    public static LicenseFault? Check(ReadOnlyMemory<byte> secret) => secret.Length == SecretBytes ? null
        : new(FaultCode.MalformedRequest, "The session secret is not 32 bytes.", "Send 'Authorization: Bearer' with the base64url of 32 random bytes.");

    public static LicenseFault? CheckNonce(string nonce) => Names.IsNonce(nonce) ? null
        : new(FaultCode.MalformedRequest, "The nonce is not 16-32 bytes in canonical base64url.", "Make a new random nonce for each request.");

    public static LicenseFault? CheckOwner(string session, ReadOnlyMemory<byte> secret) => Check(secret) ?? (IdOf(secret) == session ? null
        : new(FaultCode.SessionMismatch, "The secret is not that of the session.", "Send the secret with which the session was acquired."));
}
