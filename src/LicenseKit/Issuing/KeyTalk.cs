using LicenseKit.Signing;

namespace LicenseKit.Issuing;

/// <summary>The talk with one key of a license: the last ping and the pong that answers it, again and again.</summary>
internal sealed record KeyTalk(PublicKey Key, long Seq, string Ping, string Pong);
