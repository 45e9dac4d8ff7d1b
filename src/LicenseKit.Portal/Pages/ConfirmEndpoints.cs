using System.Globalization;
using LicenseKit.Hosting;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using LicenseKit.Portal.Words;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages;

/// <summary>Suspend, resume, renew, revoke, reset activation: each asked on a page of its own, and done by its form.</summary>
internal static class ConfirmEndpoints
{
    public static void Map(PortalRoutes routes)
    {
        foreach (var (type, path, kinds) in ((string, string, IReadOnlyList<ConfirmKind>)[])[("server", "/issued", ConfirmKind.OfServer), ("session", "/session-licenses", ConfirmKind.OfSession)])
        {
            foreach (var kind in kinds)
            {
                routes.Ask($"{path}/{{id}}/{kind.Path}", (IIssuer issuer, string id) => Find(issuer, type, id) is { } license
                    ? PageResult.Of<ConfirmPage>(new ConfirmModel(license, kind, license.Serial, Guid.NewGuid().ToString("N"))) : PageResult.Refused(IssuedEndpoints.Unknown(id)));
                routes.Change($"{path}/{{id}}/{kind.Path}", (HttpContext http, IIssuer issuer, PortalRequest portal, string id) => DoAsync(http, issuer, portal, type, kind, id));
            }
        }
    }

    private static async Task<IResult> DoAsync(HttpContext http, IIssuer issuer, PortalRequest portal, string type, ConfirmKind kind, string id)
    {
        if (Find(issuer, type, id) is not { } license)
        {
            return PageResult.Refused(IssuedEndpoints.Unknown(id));
        }

        var sent = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var model = new ConfirmModel(license, kind, SerialOf(sent), sent.Text("key"))
        {
            Reason = sent.Text("reason"), Typed = sent.Text("confirm"), Until = sent.Text("until"), Overlap = sent.Text("overlap"),
        };
        if (kind.IsFinal && model.Typed.Trim() != license.Client)
        {
            return Again(model with { NameError = $"“{model.Typed}” is not the name. Type {license.Client}." });
        }

        if (!TryUntil(model.Until, out var until))
        {
            return Again(model with { UntilError = $"“{model.Until}” is not a day. Enter it as 2027-12-31." });
        }

        var key = new IdempotencyKey(model.Key, $"{kind.Path} {id} {model.Serial} {model.Reason} {model.Until} {model.Overlap}");
        return (await issuer.ApplyAsync(ChangeOf(model, until), portal.User, key, http.RequestAborted).ConfigureAwait(false)).Is(out _, out var fault)
            ? PageResult.SeeOther(portal.Url($"{new Raw(model.Path)}/{id}")) : Again(model with { Fault = fault });
    }

    private static LicenseChange ChangeOf(ConfirmModel model, DateTimeOffset? until)
    {
        var (id, serial) = (model.License.Id, model.Serial);
        var reason = model.Reason.Trim() is { Length: > 0 } text ? text : null;
        return (model.Kind.Path, model.IsServer) switch
        {
            ("suspend", _) => LicenseChange.Suspend(id, reason, serial),
            ("resume", _) => LicenseChange.Resume(id, reason, serial),
            ("renew", _) => LicenseChange.Renew(id, until, serial),
            ("reset-activation", _) => LicenseChange.ResetActivation(id, model.Overlap.Length > 0 ? model.Overlap : null, serial),
            ("revoke", true) => LicenseChange.Revoke(id, reason, serial),
            _ => LicenseChange.RevokeSession(id, reason, serial),
        };
    }

    /// <summary>The serial that the page showed; 0, which no license has, when none was sent.</summary>
    private static long SerialOf(IFormCollection sent) => long.TryParse(sent.Text("serial"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0;

    private static IResult Again(ConfirmModel model) => PageResult.Of<ConfirmPage>(model, StatusCodes.Status422UnprocessableEntity);

    private static IssuedLicense? Find(IIssuer issuer, string type, string id) => issuer.Find(id) is { } license && license.Type == type ? license : null;

    private static bool TryUntil(string text, out DateTimeOffset? until)
    {
        until = null;
        if (text.Length == 0)
        {
            return true;
        }

        until = Day.Read(text);
        return until is not null;
    }
}
