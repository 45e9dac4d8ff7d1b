using LicenseKit.Signing;

namespace LicenseKit.Protocol;

/// <summary>A ping of the right key that does not follow the last one: of a second installation, or an old one that somebody sends again.</summary>
/// <param name="PingSha256">SHA-256 of the ping in compact form, base64url.</param>
/// <param name="Sent">The pong that answered it.</param>
/// <param name="Pong">The same as a document.</param>
internal sealed record StrayPing(string PingSha256, PongName Sent, Document Pong);
