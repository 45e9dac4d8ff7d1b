using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Issuing;

/// <summary>One issued version of a session license: its bytes are stored and handed out again, never made anew.</summary>
/// <param name="Claims">What it says.</param>
/// <param name="Document">The document; not signed yet while its batch is being decided.</param>
/// <param name="Draft">The draft it was made from, as JSON.</param>
internal sealed record SessionVersion(SessionLicenseClaims Claims, Document Document, string Draft);
