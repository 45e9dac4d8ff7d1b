using LicenseKit.Portal.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LicenseKit.Portal.Routes;

/// <summary>Answers of the portal.</summary>
internal static class PageResult
{
    /// <summary>A page made from its model; with another status than 200 when it says what is wrong.</summary>
    public static IResult Of<T>(object model, int status = StatusCodes.Status200OK)
        where T : IComponent => new RazorComponentResult<T>(new Dictionary<string, object?> { ["Model"] = model }) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>After a change: the browser gets the page anew, so that a reload changes nothing again.</summary>
    public static IResult SeeOther(string url) => new SeeOtherResult(url);

    /// <summary>A page that says why something is not done.</summary>
    public static IResult Refused(LicenseFault fault) => Of<FaultPage>(fault, StatusOf(fault));

    private static int StatusOf(LicenseFault fault) => fault.Code switch
    {
        FaultCode.UnknownGrant => StatusCodes.Status404NotFound,
        FaultCode.SerialConflict => StatusCodes.Status409Conflict,
        FaultCode.Storage => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    private sealed class SeeOtherResult(string url) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = url;
            return Task.CompletedTask;
        }
    }
}
