using System.Collections.Immutable;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Protocol;

namespace LicenseKit.Freshness;

/// <summary>The highest version seen of every link, by the path of ids from the Master down: a lower serial never takes effect again.</summary>
internal static class HighWaterMark
{
    /// <summary>Furthest that a serial may rise at once, so that one document cannot use up the numbers.</summary>
    public const long MaxJump = 1L << 20;

    /// <summary>Null when no link of the chain is older than, or other than, what was seen.</summary>
    public static LicenseFault? Check(ImmutableDictionary<string, LinkVersion> seen, Chain chain)
    {
        for (var i = 0; i < chain.Links.Count; i++)
        {
            var link = chain.Links[i];
            if (seen.TryGetValue(chain.PathOf(i), out var highest) && Check(highest, link) is { } fault)
            {
                return fault.At(link.Id);
            }
        }

        return null;
    }

    public static ImmutableDictionary<string, LinkVersion> Advance(ImmutableDictionary<string, LinkVersion> seen, Chain chain)
    {
        for (var i = 0; i < chain.Links.Count; i++)
        {
            seen = seen.SetItem(chain.PathOf(i), new LinkVersion(chain.Links[i].Serial, chain.Links[i].ContentHash));
        }

        return seen;
    }

    private static LicenseFault? Check(LinkVersion highest, ServerLicense link) =>
        link.Serial < highest.Serial
            ? new(FaultCode.SerialOlder, $"License '{link.Client}' in the file has serial {link.Serial}; serial {highest.Serial} was already in force here.",
                "Use the newest file; an older version never takes effect again.", Text(link.Serial))
        : link.Serial > highest.Serial + MaxJump
            ? new(FaultCode.SerialJump, $"License '{link.Client}' rises from serial {highest.Serial} to {link.Serial}; at most {MaxJump} at once is allowed.",
                "Ask its issuer for a license with a plausible serial.", Text(link.Serial))
        : link.Serial == highest.Serial && link.ContentHash != highest.Sha256
            ? new(FaultCode.Equivocation, $"Two contents exist for serial {link.Serial} of license '{link.Client}': {highest.Sha256} was in force here, the file says {link.ContentHash}.",
                "Ask its issuer which is right and for a new serial; keep both files as evidence.", link.ContentHash)
        : null;

    private static string Text(long serial) => serial.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
