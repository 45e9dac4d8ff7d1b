using LicenseKit.Signing;

namespace LicenseKit.Server;

/// <summary>The answer to a child's ping.</summary>
/// <param name="Pong">The pong.</param>
/// <param name="File">The child's newest file; null when it has it.</param>
/// <param name="Above">The last pongs of the own link and those above, in compact form.</param>
internal sealed record PongReply(Document Pong, ChildFile? File, IReadOnlyList<string> Above);
