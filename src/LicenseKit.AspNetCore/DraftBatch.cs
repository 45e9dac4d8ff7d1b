using System.Text;
using System.Text.Json;
using LicenseKit.Hosting;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.AspNetCore;

/// <summary>Several drafts of one call, issued or previewed; one that cannot be read or is refused does not stop the others.</summary>
internal static class DraftBatch
{
    public static async Task<IResult> IssueAsync<T>(
        HttpContext http, IIssuer issuer, string? dryRun, Func<string, Outcome<T>> read, Func<T, LicenseChange> change)
        where T : class
    {
        if (!(await Body.ReadAsync(http).ConfigureAwait(false)).Is(out var bytes, out var fault)
            || !Items(bytes).Is(out var drafts, out fault)
            || !QueryParameters.TryFlag("dryRun", dryRun, out var isPreview, out fault)
            || !IdempotencyKeys.TryRead(http, Encoding.UTF8.GetString(bytes), out var key, out fault))
        {
            return Problems.Of(fault!, http);
        }

        var parsed = drafts.Select(read).ToArray();
        LicenseChange[] changes = [.. parsed.Select(d => d.Value).OfType<T>().Select(change)];
        var message = isPreview
            ? await PreviewAsync(http, issuer, changes, [.. parsed.Select(d => d.Fault)]).ConfigureAwait(false)
            : await ApplyAsync(http, issuer, changes, [.. parsed.Select(d => d.Fault)], key).ConfigureAwait(false);
        return Results.Json(message, AdminJson.Readable.BatchMessage);
    }

    private static async Task<BatchMessage> ApplyAsync(HttpContext http, IIssuer issuer, LicenseChange[] changes, LicenseFault?[] unread, IdempotencyKey? key)
    {
        var made = await issuer.ApplyAllAsync(changes, Operators.By(http), key, http.RequestAborted).ConfigureAwait(false);
        return new([.. InPlace(unread, made, l => new() { Status = StatusCodes.Status201Created, License = l })]);
    }

    private static async Task<BatchMessage> PreviewAsync(HttpContext http, IIssuer issuer, LicenseChange[] changes, LicenseFault?[] unread)
    {
        var shown = await issuer.PreviewAllAsync(changes, http.RequestAborted).ConfigureAwait(false);
        var last = shown.Select(p => p.Value).LastOrDefault(p => p is not null);
        return new([.. InPlace(unread, shown, p => new() { Status = StatusCodes.Status200OK, License = p with { Left = null } })])
        {
            Left = last?.Left,
        };
    }

    /// <summary>The results of the drafts that could be read, among those that could not.</summary>
    private static IEnumerable<BatchMessage.ItemMessage> InPlace<T>(
        LicenseFault?[] unread, IReadOnlyList<Outcome<T>> results, Func<T, BatchMessage.ItemMessage> granted)
        where T : class
    {
        var next = 0;
        foreach (var fault in unread)
        {
            Outcome<T> result = fault is null ? results[next++] : fault;
            yield return result.Is(out var value, out var refusal) ? granted(value) : Refused(refusal);
        }
    }

    private static BatchMessage.ItemMessage Refused(LicenseFault fault) =>
        new() { Status = FaultStatus.OfDraft(fault.Code), Problem = ProblemDocument.OfChange(fault) };

    private static Outcome<string[]> Items(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root
                || !root.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
            {
                return Body.Malformed("it is not {\"items\": [draft, …]}");
            }

            if (root.GetPropertyCount() != 1)
            {
                return Body.Malformed("it has other members than 'items'; 'dryRun' is a parameter of the address");
            }

            return items.GetArrayLength() <= LicenseChange.MaxBatch
                ? items.EnumerateArray().Select(i => i.GetRawText()).ToArray()
                : Body.Malformed($"it has {items.GetArrayLength()} drafts; at most {LicenseChange.MaxBatch} are taken");
        }
        catch (JsonException)
        {
            return Body.Malformed("it is not JSON");
        }
    }
}
