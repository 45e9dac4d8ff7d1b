using LicenseKit.Chains;
using LicenseKit.Hosting;

namespace LicenseKit.Portal.Pages;

/// <summary>The chain above, what limits this server per kind, and a page of its children.</summary>
internal sealed record TreeModel(Chain? Held, IReadOnlyList<Explanation> Limits, LicensePage Children, bool IsFirst);
