using System.Text;
using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LicenseKit.Portal.Pages;

/// <summary>The own license: what it is worth, another one applied, activation by file.</summary>
internal static class HomeEndpoints
{
    private const string BundleType = "application/json";

    public static void Map(PortalRoutes routes)
    {
        routes.View("/", async (ILicenseServer server, IIssuer issuer, HttpContext http) =>
            PageResult.Of<HomePage>(HomeModel.Of(server, issuer, await Attention.ReadAsync(server, issuer, http.RequestAborted).ConfigureAwait(false))));
        routes.View("/license/file", (ILicenseServer server) => Results.Bytes(server.Held!.ToFile(), BundleType, "server.lic"));
        routes.View("/license/request", async (ILicenseServer server, HttpContext http) =>
            (await server.ActivationRequestAsync(http.RequestAborted).ConfigureAwait(false)).Is(out var request, out var fault)
                ? Results.Bytes(Encoding.UTF8.GetBytes(request), BundleType, "activation-request.json") : PageResult.Refused(fault));
        routes.Change("/license/check", CheckAsync);
        routes.Change("/license/apply", ApplyAsync);
    }

    private static async Task<IResult> CheckAsync(HttpContext http, ILicenseServer server, IOptions<LicenseKitOptions> options)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        return await ReviewAsync(http, server, options.Value, await form.FileAsync("file", "text", http.RequestAborted).ConfigureAwait(false), null).ConfigureAwait(false);
    }

    private static async Task<IResult> ApplyAsync(HttpContext http, ILicenseServer server, PortalRequest portal, IOptions<LicenseKitOptions> options)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var file = Encoding.UTF8.GetBytes(form.Text("text"));
        var replaces = form.Text("replaces") is { Length: > 0 } id ? id : null;
        return (await server.ApplyAsync(file, portal.User, replaces, cancellationToken: http.RequestAborted).ConfigureAwait(false)).Is(out _, out var fault)
            ? PageResult.SeeOther(portal.Home)
            : await ReviewAsync(http, server, options.Value, file, fault).ConfigureAwait(false);
    }

    /// <summary>What a file would change. A license of another id takes the place of the held one: that is asked for by its own check box.</summary>
    private static async Task<IResult> ReviewAsync(HttpContext http, ILicenseServer server, LicenseKitOptions options, byte[] file, LicenseFault? refused)
    {
        if (file.Length == 0)
        {
            return PageResult.Refused(new(FaultCode.NotABundle, "No file was chosen and no text was pasted.", "Go back, and choose the .lic file that your vendor sent."));
        }

        var chain = new Verifier(server.Product, [.. options.RootKeys]).Verify(file, server.ClockStatus.Now).Chain;
        var other = server.Held is { } held && chain is not null && chain.Leaf.Id != held.Leaf.Id ? held.Leaf : null;
        var preview = await server.PreviewAsync(file, other?.Id, http.RequestAborted).ConfigureAwait(false);
        var model = new ApplyModel(Encoding.UTF8.GetString(file), refused ?? preview.Fault, preview.Value, chain, other,
            server.Held is { } now && chain is not null ? ChainDifference.Between(now, chain) : null);
        return PageResult.Of<ApplyPage>(model, model.Fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
