namespace LicenseKit.Hosting.Wire;

/// <summary>Problem details (RFC 9457) with the fault's code and remedy.</summary>
internal sealed record ProblemMessage(string? Type, string? Title, int? Status, string? Detail, string? Code, string? Remedy, string? Link);
