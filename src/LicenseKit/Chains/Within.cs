using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Chains;

/// <summary>The test that a license grants no more than the license under which it is issued.</summary>
internal static class Within
{
    /// <summary>Null when every right of the child is one of the parent, at every instant from the later of its start and signing to its end.</summary>
    public static LicenseFault? Check(ServerLicenseClaims child, ServerLicense parent)
    {
        var by = parent.Claims;
        var period = Period(child.Client, child.NotBefore, child.Expires, child.End, parent);
        return LicenseFault.All(
        [
            child.Oem >= by.Oem ? Delegation.TooDeep(child, parent) : null,
            Product(child.Product, parent),
            period,
            AtMost("maxDuration", child.MaxDuration, by.MaxDuration, child, parent),
            AtMost("maxLicenses", child.MaxLicenses, by.MaxLicenses, child, parent),
            AtMost("maxLease", child.MaxLease, by.MaxLease, child, parent),
            AtMost("maxOffline", child.MaxOffline, by.MaxOffline, child, parent),
            child.Contact is { } contact
                ? AtMost("contact.silence", contact.Silence, by.MaxOffline, child, parent)
                : AtMost("time offline (exp + grace - iat)", child.End - child.IssuedAt, by.MaxOffline, child, parent),
            child.Overage.IsMilderThan(by.Overage) ? Exceeds("overage", ServerLicenseWriter.Name(child.Overage.Mode), ServerLicenseWriter.Name(by.Overage.Mode), child.Client, parent) : null,
            .. Features(child.Client, child.Features, child.End, parent),
            period is null ? Allowance(child.Client, Timeline.Of(child), child.ValidFrom, child.End, parent) : null, // Outside its period a parent has nothing.
        ]);
    }

    /// <summary>The same for a session license; its seats count only where they are reserved.</summary>
    public static LicenseFault? Check(SessionLicenseClaims session, ServerLicense server)
    {
        var period = Period(session.Client, session.NotBefore, session.Expires, session.Expires, server);
        return LicenseFault.All(
        [
            Product(session.Product, server),
            period,
            .. Features(session.Client, session.Features, session.Expires, server),
            period is null && session.Allocation == Allocation.Reserved
                ? Allowance(session.Client, Timeline.Of(session), session.ValidFrom, session.Expires, server)
                : null,
        ]);
    }

    private static LicenseFault? Product(string product, ServerLicense parent) => product == parent.Product ? null
        : new(FaultCode.WrongProduct, $"The license is for product '{product}', its issuer's for '{parent.Product}'.", $"Issue it for '{parent.Product}'.", product);

    private static LicenseFault? Period(string client, long notBefore, long expires, long end, ServerLicense parent)
    {
        var by = parent.Claims;
        return notBefore < by.NotBefore ? Exceeds("start", Shown.Instant(notBefore), Shown.Instant(by.NotBefore), client, parent)
            : expires > by.Expires ? Exceeds("end", Shown.Instant(expires), Shown.Instant(by.Expires), client, parent)
            : end > by.End ? Exceeds("end with grace", Shown.Instant(end), Shown.Instant(by.End), client, parent)
            : null;
    }

    private static LicenseFault? AtMost(string what, long have, long may, ServerLicenseClaims child, ServerLicense parent) =>
        have <= may ? null : Exceeds(what, what == "maxLicenses" ? Seats.Text(have) : Shown.Duration(have), what == "maxLicenses" ? Seats.Text(may) : Shown.Duration(may), child.Client, parent);

    private static IEnumerable<LicenseFault> Features(string client, IReadOnlyDictionary<string, Feature> features, long end, ServerLicense parent)
    {
        foreach (var (name, feature) in features)
        {
            if (!parent.Features.TryGetValue(name, out var by))
            {
                yield return FeatureAbsent(name, client, parent);
            }
            else if ((feature.Until ?? end) > (by.Until ?? long.MaxValue) || (feature.Limit ?? Limit.Unlimited) > (by.Limit ?? Limit.Unlimited))
            {
                yield return Exceeds($"feature '{name}'", Text(feature), Text(by), client, parent);
            }
        }
    }

    private static LicenseFault FeatureAbsent(string name, string client, ServerLicense parent) => new(FaultCode.NotWithinParent,
        $"License '{client}' has feature '{name}', which its parent '{parent.Client}' does not have.",
        parent.Claims.Parent is null
            ? $"Leave it out, or have the Master '{parent.Client}' signed again with the feature: name it in a draft for 'licensekit issue --root-key' with '--replaces'."
            : $"Leave it out, or ask the issuer of '{parent.Client}' for a version of that license whose draft names the feature.", name);

    private static string Text(Feature feature) =>
        $"limit {Seats.Text(feature.Limit ?? Limit.Unlimited)} until {(feature.Until is { } until ? Shown.Instant(until) : "its end")}";

    private static LicenseFault? Allowance(string client, Timeline timeline, long from, long to, ServerLicense parent)
    {
        var have = Timeline.Of(parent);
        if (have.FirstMisfit(timeline, from, to) is not { } at)
        {
            return null;
        }

        var (granted, possessed) = (timeline.At(at), have.At(at));
        var kind = granted.Kinds.FirstOrDefault(k => granted[k] > possessed.Most(k));
        return new(FaultCode.NotWithinParent,
            kind is not null
                ? $"License '{client}' grants {Seats.Text(granted[kind])} {kind} seats from {Shown.Instant(at)}, its parent '{parent.Client}' has {Seats.Text(possessed.Most(kind))}."
                : $"License '{client}' grants {granted} from {Shown.Instant(at)}, more than its parent '{parent.Client}' has: {possessed}.",
            $"Ask for at most what '{parent.Client}' has then, or ask '{parent.Client}' to get more.", granted.ToString());
    }

    private static LicenseFault Exceeds(string what, string have, string may, string client, ServerLicense parent) => new(FaultCode.NotWithinParent,
        $"License '{client}' has {what} {have}, its parent '{parent.Client}' has {may}.", $"Ask for a license within that of '{parent.Client}'.", have);
}
