using LicenseKit.Hosting;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LicenseKit.Portal.Pages;

/// <summary>New Session License: the form, which shows what would be signed when it is good, and the signature.</summary>
internal static class NewSessionEndpoints
{
    public static void Map(PortalRoutes routes)
    {
        routes.Ask("/session-licenses/new", (ILicenseServer server, IIssuer issuer, IOptions<LicenseKitOptions> options) =>
            PageResult.Of<NewSessionPage>(new NewSessionModel(SessionForm.Empty(server.Held?.Leaf.Seats ?? Seats.None, options.Value.PublicUrl ?? ""), LeftOf(issuer))));
        routes.Change("/session-licenses/new", CheckAsync);
        routes.Change("/session-licenses/new/sign", SignAsync);
    }

    private static async Task<IResult> CheckAsync(HttpContext http, IIssuer issuer)
    {
        var form = SessionForm.Read(await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false));
        var draft = form.ToDraft();
        IssuedLicense? preview = null;
        if (form.Errors.Count == 0 && !(await issuer.PreviewAsync(draft, http.RequestAborted).ConfigureAwait(false)).Is(out preview, out var fault))
        {
            form.Add(fault);
        }

        return PageResult.Of<NewSessionPage>(new NewSessionModel(form, LeftOf(issuer), preview, DraftWriter.Write(draft)),
            form.Errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IResult> SignAsync(HttpContext http, IIssuer issuer, PortalRequest portal)
    {
        var sent = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var json = sent.Text("draft");
        return DraftReader.ReadSessionLicense(json).Is(out var draft, out var fault)
            && (await issuer.ApplyAsync(LicenseChange.Issue(draft), portal.User, new(sent.Text("key"), json), http.RequestAborted).ConfigureAwait(false)).Is(out var issued, out fault)
                ? PageResult.SeeOther(portal.Url($"session-licenses/{issued.Id}")) : PageResult.Refused(fault);
    }

    private static Seats? LeftOf(IIssuer issuer) => issuer.Usage().Value?.Segments is [var first, ..] ? first.Left : null;
}
