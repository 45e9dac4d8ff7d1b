using LicenseKit.Chains;

namespace LicenseKit.Server;

/// <summary>What a number of requests would be answered.</summary>
/// <param name="Items">In the order of the requests.</param>
/// <param name="Own">The chain under which was decided; null when no license is held.</param>
internal sealed record PreviewReply(IReadOnlyList<Previewed> Items, Chain? Own);
