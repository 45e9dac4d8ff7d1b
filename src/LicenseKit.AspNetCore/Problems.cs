using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LicenseKit.AspNetCore;

/// <summary>Faults as problem details (RFC 9457) with <c>code</c>, <c>remedy</c> and, where there is one, <c>link</c>.</summary>
internal static class Problems
{
    private const string RetryAfterSeconds = "5";

    public static IResult Of(LicenseFault fault, HttpContext context) => Of(fault, context, FaultStatus.Of(fault.Code));

    /// <summary>The same fault as a reason why nothing can be served at the moment.</summary>
    public static IResult Unready(LicenseFault fault, HttpContext context) => Of(fault, context, StatusCodes.Status503ServiceUnavailable);

    /// <summary>The same fault as a reason why this caller gets nothing here, whatever its status elsewhere.</summary>
    public static IResult Forbidden(LicenseFault fault, HttpContext context) => Of(fault, context, StatusCodes.Status403Forbidden);

    /// <summary>The value as JSON, or the fault.</summary>
    public static IResult Answer<T>(this Outcome<T> outcome, HttpContext context, Func<T, IResult> yes)
        where T : class => outcome.Is(out var value, out var fault) ? yes(value) : Of(fault, context);

    /// <summary>What a change has made of a license as JSON, or every reason why it is refused.</summary>
    public static IResult AnswerChange<T>(this Outcome<T> outcome, HttpContext context, Func<T, IResult> yes)
        where T : class => outcome.Is(out var value, out var fault) ? yes(value)
            : Of(fault, context, FaultStatus.OfDraft(fault.Code), ProblemDocument.ErrorMessage.AllOf(fault));

    private static IResult Of(LicenseFault fault, HttpContext context, int status, IReadOnlyList<ProblemDocument.ErrorMessage>? errors = null)
    {
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        var problem = new ProblemDetails { Status = status, Title = fault.Code.ToString(), Detail = fault.Message };
        problem.Extensions["code"] = fault.Code.Text();
        problem.Extensions["remedy"] = fault.Remedy;
        if (fault.Link is { } link)
        {
            problem.Extensions["link"] = link;
        }

        if (errors is not null)
        {
            problem.Extensions["errors"] = JsonSerializer.SerializeToElement(errors, AdminJson.Readable.IReadOnlyListErrorMessage);
        }

        return Results.Problem(problem);
    }
}
