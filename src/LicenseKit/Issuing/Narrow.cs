using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>Makes a license that grants more than its issuer now has small enough to be signed again.</summary>
internal static class Narrow
{
    /// <summary>The claims as they are when within the issuer's license, and narrowed to it where they are larger.</summary>
    public static ServerLicenseClaims To(ServerLicenseClaims claims, ServerLicense issuer)
    {
        if (Within.Check(claims, issuer) is null)
        {
            return claims;
        }

        var by = issuer.Claims;
        var notBefore = Math.Max(claims.NotBefore, by.NotBefore);
        var end = Math.Min(claims.End, by.End);
        if (claims.Contact is null)
        {
            end = Math.Min(end, UnixTime.Add(claims.IssuedAt, by.MaxOffline));
        }

        var expires = Math.Max(notBefore + 1, Math.Min(Math.Min(claims.Expires, by.Expires), end));
        var silence = claims.Contact is { } contact ? Math.Min(contact.Silence, by.MaxOffline) : 0;
        var cut = claims with
        {
            NotBefore = notBefore,
            Expires = expires,
            Grace = Math.Max(0, Math.Min(claims.Grace, end - expires)),
            MaxDuration = Math.Min(claims.MaxDuration, by.MaxDuration),
            MaxLicenses = Math.Min(claims.MaxLicenses, by.MaxLicenses),
            MaxLease = Math.Min(claims.MaxLease, by.MaxLease),
            MaxOffline = Math.Min(claims.MaxOffline, by.MaxOffline),
            Contact = claims.Contact is null ? null : new Contact(Math.Max(1, Math.Min(claims.Contact.Every, silence / 2)), Math.Max(2, silence)),
            Overage = claims.Overage.IsMilderThan(by.Overage) ? by.Overage : claims.Overage,
            Features = Features(claims, by),
        };
        return cut with { Seats = Meet(claims.Seats, by.Seats), Stages = Stages(claims, issuer) };
    }

    private static SortedDictionary<string, Feature> Features(ServerLicenseClaims claims, ServerLicenseClaims by)
    {
        var features = new SortedDictionary<string, Feature>(StringComparer.Ordinal);
        foreach (var (name, feature) in claims.Features)
        {
            if (by.Features.TryGetValue(name, out var limit))
            {
                features[name] = new Feature(Least(feature.Until, limit.Until), Least(feature.Limit, limit.Limit));
            }
        }

        return features;
    }

    /// <summary>At every instant the most of the child's allowance that the issuer's serves, as stages over the met base.</summary>
    private static List<Stage> Stages(ServerLicenseClaims claims, ServerLicense issuer)
    {
        var (child, parent) = (Timeline.Of(claims), Timeline.Of(issuer));
        var met = Meet(claims.Seats, issuer.Seats);
        var stages = new List<Stage>();
        for (var at = claims.NotBefore; at < claims.End;)
        {
            var next = Math.Min(Math.Min(child.NextChange(at) ?? claims.End, parent.NextChange(at) ?? claims.End), claims.End);
            var seats = Meet(child.At(at), parent.At(at)).Plus(new Seats(met.Kinds.Select(k => KeyValuePair.Create(k, 0L))));
            if (!seats.Equals(met) && stages.Count < Stage.Max)
            {
                stages.Add(new Stage(claims.Stages.FirstOrDefault(s => s.FromSeconds <= at && at < s.ToSeconds)?.Name ?? "", at, next, seats));
            }

            at = next;
        }

        return stages;
    }

    /// <summary>Generic first, then kind by kind: the most of the demand that the allowance serves.</summary>
    private static Seats Meet(Seats demand, Seats allowance)
    {
        var generic = Math.Min(demand.Generic, allowance.Generic);
        var pool = allowance.Generic == Limit.Unlimited ? Limit.Unlimited : allowance.Generic - generic;
        var counts = new List<KeyValuePair<string, long>>();
        foreach (var kind in demand.Kinds)
        {
            var count = Math.Min(demand[kind], Limit.Add(allowance[kind], pool));
            pool = pool == Limit.Unlimited || allowance[kind] == Limit.Unlimited ? pool : pool - Math.Max(0, count - allowance[kind]);
            counts.Add(new(kind, count));
        }

        return new Seats(counts, generic);
    }

    private static long? Least(long? a, long? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);
}
