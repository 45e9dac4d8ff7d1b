using System.Globalization;
using LicenseKit.Hosting;
using LicenseKit.Licenses;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LicenseKit.Portal.Pages.Forms;

/// <summary>Answers what was sent by a form: the form again, the review, or the signed license.</summary>
internal sealed class LicenseForms(ILicenseServer server, IIssuer issuer, IssuedFiles files, PortalRequest portal, IOptions<LicenseKitOptions> options)
{
    private Seats Own => server.Held?.Leaf.Seats ?? Seats.None;

    public IResult New(FormKind kind) => Page(kind, kind.Empty(Own, options.Value.PublicUrl ?? ""), edited: null, seen: null, draft: null);

    public IResult Edit(FormKind kind, string id)
    {
        if (Find(kind, id) is not { } edited || kind.Of(edited.Draft, Own) is not { } form)
        {
            return PageResult.Refused(IssuedEndpoints.Unknown(id));
        }

        form.Serial = edited.Serial;
        return Page(kind, form, edited, edited.Draft, form.ToDraft(id, edited.Draft));
    }

    /// <summary>By the button: a stage more or less, the picture, the review, back to the form, or the signature.</summary>
    public async Task<IResult> SentAsync(FormKind kind, HttpRequest request, string? id)
    {
        var cancellationToken = portal.Aborted;
        var sent = await request.ReadFormAsync(cancellationToken).ConfigureAwait(false);
        var form = await kind.ReadAsync(sent, cancellationToken).ConfigureAwait(false);
        var edited = id is null ? null : Find(kind, id);
        if (edited is not null && sent.ContainsKey("rebase"))
        {
            form.Serial = edited.Serial;
        }

        var seen = edited is null ? null : SeenDraft(edited, form);
        if (id is not null && seen is null)
        {
            return PageResult.Refused(IssuedEndpoints.Unknown(id));
        }

        var isOtherRows = ChangeRows(form, sent);
        var draft = form.ToDraft(id, seen);
        if (isOtherRows)
        {
            return Page(kind, form, edited, seen, draft);
        }

        if (form.Errors.Count == 0 && sent.ContainsKey("sign"))
        {
            var key = new IdempotencyKey(form.Key, $"{id} {form.Serial} {draft.Json}");
            if ((await issuer.ApplyAsync(draft.Change, portal.User, key, cancellationToken).ConfigureAwait(false)).Is(out var issued, out var fault))
            {
                return PageResult.SeeOther(portal.Url($"{new Raw(kind.Path)}/{issued.Id}"));
            }

            form.Add(fault);
        }

        var preview = form.Errors.Count > 0 ? null : await PreviewAsync(form, draft, cancellationToken).ConfigureAwait(false);
        return preview is not null && sent.ContainsKey("review")
            ? PageResult.Of<ReviewPage>(ModelOf(kind, form, edited, seen, draft) with { Preview = preview })
            : kind.Page(ModelOf(kind, form, edited, seen, draft) with { IsChecked = true }, form.Errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>The draft of the version that the operator has seen; null when there is no such version.</summary>
    private string? SeenDraft(IssuedLicense edited, LicenseForm form) =>
        form.Serial == edited.Serial ? edited.Draft : issuer.FindVersion(edited.Id, form.Serial ?? 0)?.Draft;

    private static bool ChangeRows(LicenseForm form, IFormCollection sent)
    {
        if (sent.ContainsKey("add"))
        {
            form.Stages.Add(new("", "", "", new Dictionary<string, string>(StringComparer.Ordinal)));
            return true;
        }

        if (int.TryParse(sent.Text("remove"), NumberStyles.None, CultureInfo.InvariantCulture, out var stage) && stage < form.Stages.Count)
        {
            form.Stages.RemoveAt(stage);
            return true;
        }

        return false;
    }

    private async Task<IssuedLicense?> PreviewAsync(LicenseForm form, FormDraft draft, CancellationToken cancellationToken)
    {
        if ((await issuer.PreviewAsync(draft.Change, cancellationToken).ConfigureAwait(false)).Is(out var license, out var fault))
        {
            return license;
        }

        form.Add(fault);
        return null;
    }

    private IssuedLicense? Find(FormKind kind, string id) => issuer.Find(id) is { } license && license.Type == kind.Type ? license : null;

    private IResult Page(FormKind kind, LicenseForm form, IssuedLicense? edited, string? seen, FormDraft? draft) =>
        kind.Page(ModelOf(kind, form, edited, seen, draft), StatusCodes.Status200OK);

    private FormModel ModelOf(FormKind kind, LicenseForm form, IssuedLicense? edited, string? seen, FormDraft? draft)
    {
        var usage = issuer.Usage().Value;
        var chain = edited is null ? null : files.ChainOf(edited.Id);
        return new()
        {
            Form = form,
            Path = kind.Path,
            Edited = edited,
            Changes = edited is null || draft is null ? [] : [.. DraftChanges.Between(edited.Draft, draft.Json)],
            Between = edited is null || seen is null ? [] : [.. DraftChanges.Between(seen, edited.Draft)],
            Held = server.Held,
            Usage = usage,
            Picture = draft is null || server.Held is not { } held || usage is null ? null : FormPicture.Of(held, usage, form, draft, chain, server.ClockStatus.Now),
            DraftJson = draft?.Json ?? "",
        };
    }
}
