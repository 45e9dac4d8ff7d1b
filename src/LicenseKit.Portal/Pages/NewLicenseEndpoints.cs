using System.Globalization;
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
        routes.Change("/issued/new", (HttpContext http, ILicenseServer server, IIssuer issuer) => ContinueAsync(http, server, issuer, null));
        routes.Change("/issued/new/sign", (HttpContext http, IIssuer issuer, PortalRequest portal) => SignAsync(http, issuer, portal, null));
        routes.Ask("/issued/{id}/edit", (ILicenseServer server, IIssuer issuer, string id) => Find(issuer, id) is { } edited && DraftReader.ReadServerLicense(edited.Draft).Is(out var draft, out _)
            ? PageResult.Of<NewLicensePage>(NewLicenseModel.Of(server, issuer, ServerForm.Of(draft, server.Held?.Leaf.Seats ?? Seats.None), draft, edited: edited)) : PageResult.Refused(IssuedEndpoints.Unknown(id)));
        routes.Change("/issued/{id}/edit", (HttpContext http, ILicenseServer server, IIssuer issuer, string id) => Find(issuer, id) is { } edited
            ? ContinueAsync(http, server, issuer, edited) : Task.FromResult(PageResult.Refused(IssuedEndpoints.Unknown(id))));
        routes.Change("/issued/{id}/edit/sign", (HttpContext http, IIssuer issuer, PortalRequest portal, string id) => SignAsync(http, issuer, portal, id));
    }

    private static IssuedLicense? Find(IIssuer issuer, string id) => issuer.Find(id) is { Type: "server" } license ? license : null;

    private static async Task<IResult> ContinueAsync(HttpContext http, ILicenseServer server, IIssuer issuer, IssuedLicense? edited)
    {
        var sent = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var form = await ServerForm.ReadAsync(sent, http.RequestAborted).ConfigureAwait(false);
        var was = edited is not null && DraftReader.ReadServerLicense(edited.Draft).Is(out var stored, out _) ? stored : null;
        if (sent.ContainsKey("add"))
        {
            form.Stages.Add(new("", "", "", new Dictionary<string, string>(StringComparer.Ordinal)));
            return PageResult.Of<NewLicensePage>(NewLicenseModel.Of(server, issuer, form, form.ToDraft(was), edited: edited));
        }

        if (int.TryParse(sent.Text("remove"), NumberStyles.None, CultureInfo.InvariantCulture, out var stage) && stage < form.Stages.Count)
        {
            form.Stages.RemoveAt(stage);
            return PageResult.Of<NewLicensePage>(NewLicenseModel.Of(server, issuer, form, form.ToDraft(was), edited: edited));
        }

        var draft = form.ToDraft(was);
        var change = edited is null ? LicenseChange.Issue(draft) : LicenseChange.Replace(edited.Id, draft, edited.Serial);
        var preview = form.Errors.Count > 0 ? null : await PreviewAsync(issuer, form, change, http.RequestAborted).ConfigureAwait(false);
        var isReview = preview is not null && !sent.ContainsKey("preview") && !sent.ContainsKey("back");
        var model = NewLicenseModel.Of(server, issuer, form, draft, isChecked: true, isReview ? preview : null, edited);
        return isReview ? PageResult.Of<ReviewPage>(model)
            : PageResult.Of<NewLicensePage>(model, model.HasErrors ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>Signs the draft that was reviewed; of an edited license only while it has the serial that was seen.</summary>
    private static async Task<IResult> SignAsync(HttpContext http, IIssuer issuer, PortalRequest portal, string? id)
    {
        var sent = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var json = sent.Text("draft");
        if (!DraftReader.ReadServerLicense(json).Is(out var draft, out var fault))
        {
            return PageResult.Refused(fault);
        }

        var serial = long.TryParse(sent.Text("serial"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0;
        var change = id is null ? LicenseChange.Issue(draft) : LicenseChange.Replace(id, draft, serial);
        return (await issuer.ApplyAsync(change, portal.User, new(sent.Text("key"), $"{id} {serial} {json}"), http.RequestAborted).ConfigureAwait(false)).Is(out var issued, out fault)
            ? PageResult.SeeOther(portal.Url($"issued/{issued.Id}")) : PageResult.Refused(fault);
    }

    private static async Task<IssuedLicense?> PreviewAsync(IIssuer issuer, ServerForm form, LicenseChange change, CancellationToken cancellationToken)
    {
        if ((await issuer.PreviewAsync(change, cancellationToken).ConfigureAwait(false)).Is(out var license, out var fault))
        {
            return license;
        }

        form.Add(fault);
        return null;
    }
}
