using System.ComponentModel;

namespace LicenseKit.AspNetCore;

/// <summary>What every refusal answers (RFC 9457), for the API description; <see cref="Problems"/> writes it.</summary>
internal sealed record ProblemDocument
{
    public string? Type { get; init; }

    [Description("The name of the fault.")]
    public required string Title { get; init; }

    [Description("The HTTP status.")]
    public required int Status { get; init; }

    [Description("What is, and what should be.")]
    public required string Detail { get; init; }

    [Description("The stable code of the fault, LK and four digits.")]
    public required string Code { get; init; }

    [Description("What to do.")]
    public required string Remedy { get; init; }

    [Description("The id of the license that it is about.")]
    public string? Link { get; init; }

    [Description("All faults of a refused change, this one first.")]
    public IReadOnlyList<ErrorMessage>? Errors { get; init; }

    /// <summary>A fault of a change, with all its reasons.</summary>
    public static ProblemDocument OfChange(LicenseFault fault) => new()
    {
        Title = fault.Code.ToString(),
        Status = FaultStatus.OfDraft(fault.Code),
        Detail = fault.Message,
        Code = fault.Code.Text(),
        Remedy = fault.Remedy,
        Link = fault.Link,
        Errors = ErrorMessage.AllOf(fault),
    };

    /// <summary>One of several faults.</summary>
    internal sealed record ErrorMessage(string Code, string Detail, string Remedy, string? Link)
    {
        public static IReadOnlyList<ErrorMessage> AllOf(LicenseFault fault) =>
            [.. fault.Others.Prepend(fault).Select(f => new ErrorMessage(f.Code.Text(), f.Message, f.Remedy, f.Link))];
    }
}
