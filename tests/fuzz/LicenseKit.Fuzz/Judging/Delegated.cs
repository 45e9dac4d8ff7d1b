using LicenseKit.Fuzz.Seeds;
using LicenseKit.Signing;

namespace LicenseKit.Fuzz.Judging;

/// <summary>Each link says no more than the one above, where the file holds the version under which it was issued.</summary>
internal static class Delegated
{
    private const long Unlimited = 1_000_000_000;

    public static void Check(List<Facts> links)
    {
        Demand(links.DistinctBy(l => l.Id).Count() == links.Count, "an id that stands twice");
        var holders = links.Select(CodeOf).OfType<string>().Append(LicenseCode.Of(FixedKeys.Root.Public, links[0].Product).ToString()).ToArray(); // the root key that is always pinned
        Demand(holders.Distinct().Count() == holders.Length, "a key that stands twice");
        for (var i = 1; i < links.Count; i++)
        {
            var (child, parent) = (links[i], links[i - 1]);
            Demand(child.Product == parent.Product && child.Issuer == parent.Id && child.Parent?.Id == parent.Id, "another issuer");
            Demand(child.Oem < parent.Oem, "no less depth");
            Demand(child.Parent!.Value.Serial <= parent.Serial, "an older parent");
            if (child.Parent.Value.Serial == parent.Serial)
            {
                Demand(child.Parent.Value.Sha256 == parent.ContentHash, "another content of its parent");
                Within(child, parent);
            }
        }
    }

    /// <summary>The License Code of a holder, whether its license names it by code or by key.</summary>
    private static string? CodeOf(Facts link) =>
        link.Code ?? (PublicKey.TryCreate(link.KeyX ?? "", out var key) ? LicenseCode.Of(key, link.Product).ToString() : null);

    private static void Within(Facts child, Facts parent)
    {
        Demand(child.NotBefore >= parent.NotBefore && child.Expires <= parent.Expires && child.End <= parent.End, "a longer period");
        Demand(child.MaxDuration <= parent.MaxDuration && child.MaxLicenses <= parent.MaxLicenses && child.MaxLease <= parent.MaxLease && child.MaxOffline <= parent.MaxOffline, "a greater maximum");
        Demand(parent.MaxOffline == Unlimited || (child.Silence ?? child.End - child.IssuedAt) <= parent.MaxOffline, "longer silence");
        Demand(child.Mildness <= parent.Mildness, "a milder overage");
        foreach (var (name, feature) in child.Features)
        {
            Demand(parent.Features.TryGetValue(name, out var by), $"feature '{name}' of its own");
            Demand((feature.Until ?? child.End) <= (by.Until ?? long.MaxValue), $"a longer feature '{name}'");
            Demand((feature.Limit ?? Unlimited) <= (by.Limit ?? Unlimited), $"a greater feature '{name}'");
        }

        (SeatCount? Parent, SeatCount? Child) tried = default;
        foreach (var at in child.Edges().Concat(parent.Edges()).Where(at => at >= child.NotBefore && at >= child.IssuedAt && at < child.End).Order())
        {
            var (have, want) = (parent.At(at, parent.End), child.At(at, child.End));
            Demand((ReferenceEquals(have, tried.Parent) && ReferenceEquals(want, tried.Child)) || have.Seats(want), $"more seats at {at}");
            tried = (have, want);
        }
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new Violation($"A link with {otherwise} is accepted.");
        }
    }
}
