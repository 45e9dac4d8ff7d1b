using System.Globalization;
using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Licenses;
using LicenseKit.Portal.Words;

namespace LicenseKit.Portal.Pages;

/// <summary>What an operator should look at first: at most eight things, worst first. It asks for a few pages of a few rows.</summary>
internal static class Attention
{
    private const int Most = 8;
    private const int MostOfAKind = 3;
    private const int MostCounted = 100;
    private const int Days = 30;

    private const string RefusedActivation = "activation.refused";

    /// <summary>One thing, and the page where something can be done.</summary>
    /// <param name="Words">What is wrong, as a chip.</param>
    /// <param name="Text">Of what, and why it matters.</param>
    /// <param name="Path">Below the portal.</param>
    /// <param name="Link">What the link says.</param>
    public sealed record Item(StandingWords Words, string Text, string Path, string Link);

    public static async Task<IReadOnlyList<Item>> ReadAsync(ILicenseServer server, IIssuer issuer, CancellationToken cancellationToken)
    {
        if (server.Held is null)
        {
            return []; // The page says what to do then.
        }

        var now = server.ClockStatus.Now;
        Item[] items =
        [
            .. OwnStanding(server),
            .. await RefusedAsync(server, issuer, now, cancellationToken).ConfigureAwait(false),
            .. Exhausted(server.Use().Value),
            .. server.Standing.Serves ? await ChildrenAsync(issuer, now, cancellationToken).ConfigureAwait(false) : [], // The own license limits them all.
            .. OwnExpiry(server, now),
            .. await ExpiringAsync(issuer, now, cancellationToken).ConfigureAwait(false),
        ];
        return [.. items.Take(Most)];
    }

    private static IEnumerable<Item> OwnStanding(ILicenseServer server)
    {
        if (server.Standing.Standing != Standing.Good)
        {
            var words = StandingWords.Of(server.Standing.Standing);
            yield return new(words, $"This server’s own license. {server.Standing.Fault?.Remedy ?? words.Sentence}", "tree", "See the links above");
        }
    }

    private static IEnumerable<Item> OwnExpiry(ILicenseServer server, DateTimeOffset now)
    {
        if (server.Status().Value is { } status && status.Expires > now && status.Expires <= now.AddDays(Days))
        {
            yield return new(StandingWords.Expiring, $"This server’s own license expires {Say.Distance(status.Expires, now)}, on {Say.Date(status.Expires)}. Ask its issuer for the next one.", "", "See it");
        }
    }

    /// <summary>Each license once, however often a copy was tried.</summary>
    private static async Task<IEnumerable<Item>> RefusedAsync(ILicenseServer server, IIssuer issuer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = (await server.ActivityAsync(new ActivityQuery { Action = RefusedActivation, From = now.AddDays(-Days), Limit = MostOfAKind }, cancellationToken).ConfigureAwait(false)).Value?.Items ?? [];
        return rows.Select(r => r.License).OfType<string>().Distinct(StringComparer.Ordinal).Select(issuer.Find).OfType<IssuedLicense>().Where(l => l.RefusedActivations > 0)
            .Select(l => new Item(StandingWords.Copied, $"{l.Client}: another installation with a copy of its file tried to activate it, {Say.Number(l.RefusedActivations, "time")}.", $"issued/{Uri.EscapeDataString(l.Id)}", "See the license"));
    }

    private static IEnumerable<Item> Exhausted(SeatUse? use) => use is null ? [] : Say.InOrder(use.Allowed.Kinds)
        .Where(kind => use.Allowed[kind] > 0 && use.Left.Most(kind) == 0)
        .Select(kind => new Item(StandingWords.Full, $"{Say.Kind(kind)}: no session can start now. The allowance is {Say.Count(use.Allowed[kind])}.", "sessions", "Who holds a seat"));

    private static async Task<IEnumerable<Item>> ChildrenAsync(IIssuer issuer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var items = new List<Item>();
        LicenseQuery[] asked =
        [
            new() { Type = "server", Standing = Standing.Stale, Sort = LicenseSort.LastPing },
            new() { Type = "server", Standing = Standing.Grace, Sort = LicenseSort.Expires, ExpiresBefore = now.AddSeconds(1) },
            new() { Type = "server", Standing = Standing.Expired, Sort = LicenseSort.Expires, ExpiresFrom = now.AddDays(-Days), ExpiresBefore = now.AddSeconds(1) },
        ];
        foreach (var query in asked)
        {
            var standing = query.Standing!.Value;
            var page = (await issuer.PageAsync(query, null, MostOfAKind, cancellationToken).ConfigureAwait(false)).Value;
            items.AddRange((page?.Items ?? []).Select(l => new Item(StandingWords.Of(standing), $"{l.Client}: {(standing == Standing.Stale
                ? l.LastPing is { } ping ? $"last ping {Say.Distance(ping, now)}." : "it has not pinged." : $"expired on {Say.Date(l.Expires)}.")}", $"issued/{Uri.EscapeDataString(l.Id)}", "See the license")));
            if (page?.Next is not null)
            {
                items.Add(new(StandingWords.Of(standing), "There are more of this standing.", $"issued?standing={standing}", "See them all"));
            }
        }

        return items;
    }

    private static async Task<IEnumerable<Item>> ExpiringAsync(IIssuer issuer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var query = new LicenseQuery { Standing = Standing.Good, ExpiresBefore = now.AddDays(Days), Sort = LicenseSort.Expires };
        var page = (await issuer.PageAsync(query, null, MostCounted, cancellationToken).ConfigureAwait(false)).Value;
        if (page is not { Items: [var first, ..] })
        {
            return [];
        }

        var count = page.Next is null ? Say.Number(page.Items.Count, "license") : string.Create(CultureInfo.InvariantCulture, $"More than {MostCounted} licenses");
        return [new(StandingWords.Expiring, $"{count} that this server issued: the next one is {first.Client}, {Say.Distance(first.Expires, now)}.", "renewals", "See the renewals")];
    }
}
