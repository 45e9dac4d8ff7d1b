using LicenseKit.Hosting;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Portal.Components;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LicenseKit.Portal.Pages;

/// <summary>New Server License: the form, the look at it before it is signed, the signature.</summary>
internal static class NewLicenseEndpoints
{
    public static void Map(PortalRoutes routes)
    {
        routes.Ask("/issued/new", (ILicenseServer server, IIssuer issuer, IOptions<LicenseKitOptions> options) =>
            PageResult.Of<NewLicensePage>(NewLicenseModel.Of(server, issuer, ServerForm.Empty(server.Held?.Leaf.Seats ?? Seats.None, options.Value.PublicUrl ?? ""), draft: null)));
        routes.Change("/issued/new", ContinueAsync);
        routes.Change("/issued/new/sign", SignAsync);
    }

    private static async Task<IResult> ContinueAsync(HttpContext http, ILicenseServer server, IIssuer issuer)
    {
        var sent = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var form = await ServerForm.ReadAsync(sent, http.RequestAborted).ConfigureAwait(false);
        if (sent.ContainsKey("add"))
        {
            form.Stages.Add(new("", "", "", new Dictionary<string, string>(StringComparer.Ordinal)));
            return PageResult.Of<NewLicensePage>(NewLicenseModel.Of(server, issuer, form, form.ToDraft()));
        }

        if (int.TryParse(sent.Text("remove"), out var stage) && stage >= 0 && stage < form.Stages.Count)
        {
            form.Stages.RemoveAt(stage);
            return PageResult.Of<NewLicensePage>(NewLicenseModel.Of(server, issuer, form, form.ToDraft()));
        }

        var draft = form.ToDraft();
        var preview = form.Errors.Count > 0 ? null : await PreviewAsync(issuer, form, draft, http.RequestAborted).ConfigureAwait(false);
        var isReview = preview is not null && !sent.ContainsKey("preview") && !sent.ContainsKey("back");
        var model = NewLicenseModel.Of(server, issuer, form, draft, isChecked: true, isReview ? preview : null);
        return isReview ? PageResult.Of<ReviewPage>(model)
            : PageResult.Of<NewLicensePage>(model, model.HasErrors ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IResult> SignAsync(HttpContext http, ILicenseServer server, IIssuer issuer, PortalRequest portal)
    {
        var sent = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var json = sent.Text("draft");
        if (!DraftReader.ReadServerLicense(json).Is(out var draft, out var fault)
            || !(await issuer.ApplyAsync(LicenseChange.Issue(draft), portal.User, new(sent.Text("key"), json), http.RequestAborted).ConfigureAwait(false)).Is(out var issued, out fault))
        {
            return PageResult.Refused(fault);
        }

        return PageResult.SeeOther(portal.Url($"issued/{issued.Id}"));
    }

    private static async Task<IssuedLicense?> PreviewAsync(IIssuer issuer, ServerForm form, ServerLicenseDraft draft, CancellationToken cancellationToken)
    {
        if ((await issuer.PreviewAsync(draft, cancellationToken).ConfigureAwait(false)).Is(out var license, out var fault))
        {
            return license;
        }

        form.Add(fault);
        return null;
    }
}
