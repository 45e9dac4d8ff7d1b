using LicenseKit.Portal.Routes;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages.Forms;

/// <summary>New and edited licenses of both types: the form, the look at it before it is signed, the signature.</summary>
internal static class FormEndpoints
{
    public static void Map(PortalRoutes routes)
    {
        foreach (var kind in FormKind.All)
        {
            routes.Ask($"/{kind.Path}/new", (LicenseForms forms) => forms.New(kind));
            routes.Change($"/{kind.Path}/new", (HttpContext http, LicenseForms forms) => forms.SentAsync(kind, http.Request, id: null));
            routes.Ask($"/{kind.Path}/{{id}}/edit", (LicenseForms forms, string id) => forms.Edit(kind, id));
            routes.Change($"/{kind.Path}/{{id}}/edit", (HttpContext http, LicenseForms forms, string id) => forms.SentAsync(kind, http.Request, id));
        }
    }
}
