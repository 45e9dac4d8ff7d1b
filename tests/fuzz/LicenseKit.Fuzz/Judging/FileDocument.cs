using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz.Judging;

/// <summary>A document of an accepted file, taken apart without the library.</summary>
/// <param name="Payload">What it says, as RFC 8785 JSON.</param>
/// <param name="IsSignedBy">True when the document is properly signed by this key.</param>
/// <param name="Identity">The same for the same signed bytes only.</param>
/// <param name="Jws">The document in compact form; null for another encoding.</param>
internal sealed record FileDocument(byte[] Payload, Func<KeyPair, bool> IsSignedBy, string Identity, string? Jws);
