using LicenseKit.Hosting;

namespace LicenseKit.Portal.Bulk;

/// <summary>What became, or would become, of a row.</summary>
/// <param name="Row">The row.</param>
/// <param name="Outcome">The license, or why there is none; null when the row was left out of what was to be signed.</param>
internal sealed record BulkResult(BulkRow Row, Outcome<IssuedLicense>? Outcome)
{
    public IssuedLicense? License => Outcome?.Value;

    public LicenseFault? Fault => Outcome?.Fault;
}
