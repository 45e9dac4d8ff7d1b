using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting;

/// <summary>How an online server stands with its parent.</summary>
/// <param name="Url">Where the parent is.</param>
/// <param name="Last">When the last answer that counts was asked for; null before the first.</param>
/// <param name="Every">Seconds between pings.</param>
/// <param name="Silence">Seconds for which the parent may be silent.</param>
/// <param name="Until">The license is stale from here on unless the parent, or one above it, answers; later answers move it.</param>
public sealed record ParentContactStatus(
    string? Url,
    [property: JsonConverter(typeof(InstantJsonConverter))] DateTimeOffset? Last,
    long Every,
    long Silence,
    [property: JsonConverter(typeof(InstantJsonConverter))] DateTimeOffset Until)
{
    /// <summary>Of the held license; null for a Master and for an offline one.</summary>
    internal static ParentContactStatus? Of(Freshness.ChildState child) => child.Chain is not { Leaf: { Contact: { } contact } leaf } chain ? null
        : new(leaf.ParentUrl, child.Exchange.Contact is { } last ? UnixTime.ToInstant(last.Since) : null, contact.Every,
            Freshness.FreshUntil.Silence(chain, leaf), UnixTime.ToInstant(Freshness.FreshUntil.Of(child).At));
}
