using System.Text;
using System.Text.Json;
using LicenseKit.Hosting;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.AspNetCore;

/// <summary>Several drafts of one call, issued or previewed; one that cannot be read or is refused does not stop the others.</summary>
internal static class DraftBatch
{
    public static async Task<IResult> IssueAsync<T>(HttpContext http, IIssuer issuer, string? dryRun, Func<string, Outcome<T>> read, Func<T, LicenseChange> change)
        where T : class
    {
        if (!(await Body.ReadAsync(http).ConfigureAwait(false)).Is(out var bytes, out var fault) || !Items(bytes).Is(out var drafts, out fault)
            || !QueryParameters.TryFlag("dryRun", dryRun, out var isPreview, out fault) || !IdempotencyKeys.TryRead(http, Encoding.UTF8.GetString(bytes), out var key, out fault))
        {
            return Problems.Of(fault!, http);
        }

        // Those that can be read, and for each draft why it cannot.
        var changes = new List<LicenseChange>();
        var unread = drafts.Select(json =>
        {
            if (!read(json).Is(out var draft, out var bad))
            {
                return bad;
            }

            changes.Add(change(draft));
            return null;
        }).ToArray();
        return Results.Json(isPreview ? await PreviewAsync(http, issuer, changes, unread).ConfigureAwait(false) : await ApplyAsync(http, issuer, changes, unread, key).ConfigureAwait(false),
            AdminJson.Readable.BatchMessage);
    }

    private static async Task<BatchMessage> ApplyAsync(HttpContext http, IIssuer issuer, List<LicenseChange> changes, LicenseFault?[] unread, IdempotencyKey? key)
    {
        var made = new Queue<Outcome<IssuedLicense>>(await issuer.ApplyAllAsync(changes, Operators.By(http), key, http.RequestAborted).ConfigureAwait(false));
        return new([.. unread.Select(bad => bad is not null ? Refused(bad)
            : made.Dequeue().Is(out var license, out var fault) ? new() { Status = StatusCodes.Status201Created, License = IssuedLicenseMessage.Of(license) }
            : Refused(fault))]);
    }

    private static async Task<BatchMessage> PreviewAsync(HttpContext http, IIssuer issuer, List<LicenseChange> changes, LicenseFault?[] unread)
    {
        var previews = await issuer.PreviewAllAsync(changes, http.RequestAborted).ConfigureAwait(false);
        var shown = new Queue<Outcome<LicensePreview>>(previews);
        return new([.. unread.Select(bad => bad is not null ? Refused(bad)
            : shown.Dequeue().Is(out var preview, out var fault) ? new() { Status = StatusCodes.Status200OK, License = IssuedLicenseMessage.Of(preview) with { Left = null } }
            : Refused(fault))])
        {
            Left = previews.Select(p => p.Value).LastOrDefault(p => p is not null) is { } last ? UsageMessage.Of(last.Left) : null,
        };
    }

    private static BatchMessage.ItemMessage Refused(LicenseFault fault) => new() { Status = FaultStatus.OfDraft(fault.Code), Problem = ProblemDocument.OfChange(fault) };

    private static Outcome<string[]> Items(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array
                ? Body.Malformed("it is not {\"items\": [draft, …]}")
                : items.GetArrayLength() > LicenseChange.MaxBatch
                ? Body.Malformed($"it has {items.GetArrayLength()} drafts; at most {LicenseChange.MaxBatch} are taken")
                : items.EnumerateArray().Select(i => i.GetRawText()).ToArray();
        }
        catch (JsonException)
        {
            return Body.Malformed("it is not JSON");
        }
    }
}
