using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>How many seats of one kind a license file allows at an instant, which license or stage limits them, and what changes next.</summary>
/// <remarks>
/// It judges by the file alone: a license that is not activated is explained as its right holder would have it. Serialized with
/// <see cref="System.Text.Json.JsonSerializerOptions.Web"/> it has the members of <c>licensekit explain --json</c>.
/// </remarks>
public sealed record Explanation
{
    private Explanation()
    {
    }

    /// <summary>The kind of seat that was asked about.</summary>
    public required string Kind { get; init; }

    /// <summary>The instant that was asked about.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public required DateTimeOffset At { get; init; }

    /// <summary>The most seats of the kind alone, generic ones included; may be <see cref="Limit.Unlimited"/>.</summary>
    [JsonConverter(typeof(CountJsonConverter))]
    public required long Allowed { get; init; }

    /// <summary>The ids of the licenses that limit it; empty when it is unlimited.</summary>
    public required IReadOnlyList<string> LimitedBy { get; init; }

    /// <summary>The standing of the server license, with the license that lowers it.</summary>
    public required StandingReport Standing { get; init; }

    /// <summary>Why nothing is served: of the server license, and of the session license at the end of an app's file. Empty when all is well.</summary>
    public required IReadOnlyList<LicenseFault> Problems { get; init; }

    /// <summary>The next change of <see cref="Allowed"/>; null when there is none.</summary>
    public AllowanceChange? Next { get; init; }

    /// <summary>Every license of the file, Master first.</summary>
    [JsonPropertyName("chain")]
    public required IReadOnlyList<ExplainedLink> Links { get; init; }

    /// <summary>Explains one kind of seat.</summary>
    /// <param name="chain">A verified file.</param>
    /// <param name="kind">A kind of seat, such as <c>developer</c>; one that no license names is served by generic seats.</param>
    /// <param name="at">The instant.</param>
    /// <exception cref="ArgumentException"><paramref name="kind"/> is malformed, or <c>generic</c>.</exception>
    public static Explanation Of(Chain chain, string kind, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(chain);
        if (!Names.IsKind(kind))
        {
            throw new ArgumentException($"'{Names.Shown(kind)}' is not a kind of seat.", nameof(kind));
        }

        var seconds = UnixTime.Of(at);
        var timeline = EffectiveTimeline.Of(chain);
        var standing = StandingReport.Of(chain, null, at);
        var session = chain.SessionLicense is null ? null : StandingRules.OfSessionLicense(chain, chain, seconds);
        return new()
        {
            Kind = kind,
            At = UnixTime.ToInstant(seconds),
            Allowed = timeline.Most(kind, seconds),
            LimitedBy = LimitingLinks(chain, standing, timeline, kind, seconds),
            Standing = standing,
            Problems = [.. new[] { standing.Fault, session?.Fault }.OfType<LicenseFault>()],
            Next = timeline.NextChange(kind, seconds) is { } next
                ? new(UnixTime.ToInstant(next), timeline.Most(kind, next), LimitingLinks(chain, standing, timeline, kind, next))
                : null,
            Links = LinksOf(chain, session, timeline, kind, seconds),
        };
    }

    /// <summary>The license above whose state stops everything, else those that allow the least.</summary>
    private static List<string> LimitingLinks(Chain chain, StandingReport standing, EffectiveTimeline timeline, string kind, long at) =>
        standing is { Standing: Chains.Standing.Suspended or Chains.Standing.Revoked, Link: { } stopped }
            ? [stopped]
            : [.. IdsOf(chain).Where((_, i) => timeline.Limits(i, kind, at))];

    private static IEnumerable<string> IdsOf(Chain chain) =>
        chain.SessionLicense is { } session ? chain.Links.Select(l => l.Id).Append(session.Id) : chain.Links.Select(l => l.Id);

    private static List<ExplainedLink> LinksOf(Chain chain, StandingReport? session, EffectiveTimeline timeline, string kind, long at)
    {
        var links = new List<ExplainedLink>(chain.Links.Count + 1);
        for (var i = 0; i < chain.Links.Count; i++)
        {
            var license = chain.Links[i];
            links.Add(new()
            {
                Standing = StandingRules.OfLink(license.Claims, chain.Rights.TimelineOf(i).End, isLeaf: i == chain.Links.Count - 1, at).Standing,
                Type = i == 0 ? LinkType.Master : LinkType.Server,
                Id = license.Id,
                Client = license.Client,
                Serial = license.Serial,
                State = license.State,
                NotBefore = license.NotBefore,
                Expires = license.Expires,
                Seats = license.Seats,
                Allows = AllowanceOf(timeline, i, license.Claims.ValidFrom, license.Stages, kind, at),
            });
        }

        if (chain.SessionLicense is { } last)
        {
            links.Add(new()
            {
                Standing = session!.Standing,
                Type = LinkType.Session,
                Id = last.Id,
                Client = last.Client,
                Serial = last.Serial,
                NotBefore = last.NotBefore,
                Expires = last.Expires,
                Seats = last.Seats,
                Allows = AllowanceOf(timeline, chain.Links.Count, last.Claims.ValidFrom, last.Claims.Stages, kind, at),
            });
        }

        return links;
    }

    private static LinkAllowance AllowanceOf(EffectiveTimeline timeline, int link, long validFrom, IReadOnlyList<Stage> stages, string kind, long at)
    {
        var next = timeline.NextChange(link, at);
        var applies = at >= validFrom && next is not null;
        var stage = applies ? stages.FirstOrDefault(s => s.FromSeconds <= at && at < s.ToSeconds) : null;
        var source = stage is null ? AllowanceSource.Base : AllowanceSource.Stage;
        var seats = timeline.SeatsOf(link, at);
        return new()
        {
            Source = applies ? source : AllowanceSource.Nothing,
            Stage = stage,
            Own = seats[kind],
            Generic = seats.Generic,
            Most = seats.Most(kind),
            Until = next is { } until ? UnixTime.ToInstant(until) : null,
            Limits = timeline.Limits(link, kind, at),
        };
    }
}
