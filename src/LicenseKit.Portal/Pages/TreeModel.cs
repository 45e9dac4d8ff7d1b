using LicenseKit.Chains;
using LicenseKit.Hosting;

namespace LicenseKit.Portal.Pages;

/// <summary>What is above this server and below it.</summary>
/// <param name="Held">The chain that is held; null while none is.</param>
/// <param name="Standings">Of its licenses, each by itself.</param>
/// <param name="Limits">What limits this server now, per kind.</param>
/// <param name="Children">A page of its child servers.</param>
/// <param name="IsFirst">True for the first page.</param>
internal sealed record TreeModel(
    Chain? Held, IReadOnlyList<Standing> Standings, IReadOnlyList<Explanation> Limits, LicensePage Children, bool IsFirst);
