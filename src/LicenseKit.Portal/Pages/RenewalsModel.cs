using LicenseKit.Hosting;

namespace LicenseKit.Portal.Pages;

/// <summary>What expires in twelve months.</summary>
/// <param name="Months">Each with its number of licenses.</param>
/// <param name="Month">The one that is shown.</param>
/// <param name="Licenses">Its licenses, by their end.</param>
internal sealed record RenewalsModel(IReadOnlyList<(DateTimeOffset First, long Count)> Months, DateTimeOffset Month, IReadOnlyList<IssuedLicense> Licenses);
