using LicenseKit.Hosting;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LicenseKit.Portal.Accounts;

/// <summary>The first account, and the way in and out.</summary>
internal static class GateEndpoints
{
    private const string ReturnTo = "to";

    public static void Map(PortalRoutes routes)
    {
        routes.Open("/first-run", "GET", ShowFirstRunAsync);
        routes.Open("/first-run", "POST", FirstRunAsync);
        routes.Open("/sign-in", "GET", ShowSignInAsync);
        routes.Open("/sign-in", "POST", SignInAsync);
        routes.Open("/sign-out", "POST", SignOutAsync);
    }

    private static async Task<IResult> ShowFirstRunAsync(PortalRequest portal, AccountStore accounts, IOptions<AccountOptions> options) =>
        await HasAccountAsync(accounts, portal).ConfigureAwait(false)
            ? PageResult.SeeOther(options.Value.PathOf("/sign-in"))
            : PageResult.Of<FirstRunPage>(new GateModel(options.Value.PathOf("/first-run"), new(portal.Status?.Client ?? "")));

    private static async Task<IResult> FirstRunAsync(
        HttpContext http, PortalRequest portal, AccountSetup setup, AccountStore accounts, SignInLimits limits, IOptions<AccountOptions> options)
    {
        if (await HasAccountAsync(accounts, portal).ConfigureAwait(false))
        {
            return PageResult.SeeOther(options.Value.PathOf("/sign-in"));
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var (name, password) = (form["name"].ToString(), form["password"].ToString());
        if (limits.Take(http.Connection.RemoteIpAddress, "") is null)
        {
            return Again(SignIns.TooOften, StatusCodes.Status429TooManyRequests);
        }

        if (!(await setup.CompleteAsync(form["token"].ToString(), name, password, http.RequestAborted).ConfigureAwait(false)).Is(out var fault))
        {
            return Again(fault, StatusCodes.Status400BadRequest);
        }

        limits.GiveBack(http.Connection.RemoteIpAddress, "");
        await EnterAsync(http, (await accounts.FindByNameAsync(name, http.RequestAborted).ConfigureAwait(false))!).ConfigureAwait(false);
        return PageResult.SeeOther(options.Value.PathOf("/"));

        IResult Again(LicenseFault why, int status) =>
            PageResult.Of<FirstRunPage>(new GateModel(options.Value.PathOf("/first-run"), AccountForm.Refused(name, password, isAdmin: true, why)), status);
    }

    private static async Task<IResult> ShowSignInAsync(HttpContext http, PortalRequest portal, AccountStore accounts, IOptions<AccountOptions> options)
    {
        if (!await HasAccountAsync(accounts, portal).ConfigureAwait(false))
        {
            return PageResult.SeeOther(options.Value.PathOf("/first-run"));
        }

        return PageResult.Of<SignInPage>(new GateModel(ActionOf(http, options.Value), new()));
    }

    private static async Task<IResult> SignInAsync(HttpContext http, SignIns signIns, IOptions<AccountOptions> options)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var name = form["name"].ToString();
        var outcome = await signIns.CheckAsync(name, form["password"].ToString(), http.Connection.RemoteIpAddress, http.RequestAborted).ConfigureAwait(false);
        if (!outcome.Is(out var account, out var fault))
        {
            var status = fault.Code switch
            {
                FaultCode.TooManyRequests => StatusCodes.Status429TooManyRequests,
                FaultCode.NotSignedIn => StatusCodes.Status400BadRequest,
                _ => StatusCodes.Status503ServiceUnavailable,
            };
            return PageResult.Of<SignInPage>(new GateModel(ActionOf(http, options.Value), new(name, Fault: fault)), status);
        }

        await EnterAsync(http, account).ConfigureAwait(false);
        return PageResult.SeeOther(LocalUrl.Of(http.Request.Query[ReturnTo], options.Value.PathOf("/")));
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, IOptions<AccountOptions> options)
    {
        await http.SignOutAsync(AccountCookie.Scheme).ConfigureAwait(false);
        return PageResult.SeeOther(options.Value.PathOf("/sign-in"));
    }

    /// <summary>A new ticket, whatever cookie was sent.</summary>
    public static Task EnterAsync(HttpContext http, Account account) => http.SignInAsync(AccountCookie.Scheme, AccountClaims.Of(account, AccountCookie.Scheme));

    /// <summary>An account list that cannot be read counts as one: nobody makes a first account then.</summary>
    private static async Task<bool> HasAccountAsync(AccountStore accounts, PortalRequest portal) =>
        (await accounts.AllAsync(portal.Aborted).ConfigureAwait(false)).Value is not { Length: 0 };

    private static string ActionOf(HttpContext http, AccountOptions options) =>
        options.PathOf("/sign-in") + (LocalUrl.Of(http.Request.Query[ReturnTo], "") is { Length: > 0 } to ? QueryString.Create(ReturnTo, to) : default(QueryString));
}
