using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>What differs between two license files: link by link where their chains are equally long, else the last server licenses and the session licenses.</summary>
/// <remarks>Serialized with <see cref="System.Text.Json.JsonSerializerOptions.Web"/> it has the members of <c>licensekit diff --json</c>.</remarks>
public sealed record ChainDifference
{
    private ChainDifference()
    {
    }

    /// <summary>True when both files say the same.</summary>
    [JsonPropertyName("same")]
    public bool IsSame => ChainLengths[0] == ChainLengths[1] && Links.All(l => l.Changes.Count == 0);

    /// <summary>True when the last documents of both files are versions of one license.</summary>
    [JsonPropertyName("sameLicense")]
    public required bool IsSameLicense { get; init; }

    /// <summary>The number of server licenses in each file.</summary>
    public required IReadOnlyList<int> ChainLengths { get; init; }

    /// <summary>The licenses that were compared, Master first.</summary>
    public required IReadOnlyList<LinkDifference> Links { get; init; }

    /// <summary>Compares two verified files.</summary>
    public static ChainDifference Between(Chain from, Chain to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return Between([.. from.Links.Select(l => l.Claims)], from.SessionLicense?.Claims, [.. to.Links.Select(l => l.Claims)], to.SessionLicense?.Claims);
    }

    /// <summary>Compares what two files say, whoever signed them.</summary>
    internal static ChainDifference Between(
        IReadOnlyList<ServerLicenseClaims> from, SessionLicenseClaims? fromSession, IReadOnlyList<ServerLicenseClaims> to, SessionLicenseClaims? toSession)
    {
        var pairs = from.Count == to.Count ? from.Zip(to) : [(from[^1], to[^1])];
        var links = pairs.Select(p => LinkDifference.Between(p.First, p.Second)).ToList();
        if (Between(fromSession, toSession) is { } session)
        {
            links.Add(session);
        }

        return new()
        {
            IsSameLicense = (fromSession?.Id ?? from[^1].Id) == (toSession?.Id ?? to[^1].Id),
            ChainLengths = [from.Count, to.Count],
            Links = links,
        };
    }

    private static LinkDifference? Between(SessionLicenseClaims? from, SessionLicenseClaims? to) => (from, to) switch
    {
        ({ } old, { } now) => LinkDifference.Between(old, now),
        ({ } old, null) => LinkDifference.Removed(old),
        (null, { } now) => LinkDifference.Added(now),
        _ => null,
    };
}
