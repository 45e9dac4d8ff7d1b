namespace LicenseKit.Hosting.Wire;

/// <summary>Problem details (RFC 9457) with the fault's code and remedy.</summary>
internal sealed record ProblemMessage(string? Type = null, string? Title = null, int? Status = null, string? Detail = null, string? Code = null, string? Remedy = null, string? Link = null);
