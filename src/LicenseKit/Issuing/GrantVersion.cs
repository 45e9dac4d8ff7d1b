using LicenseKit.Licenses;

namespace LicenseKit.Issuing;

/// <summary>One issued version of a server license: its bytes are stored and handed out again, never made anew.</summary>
/// <param name="License">What was signed.</param>
/// <param name="Draft">The draft it was made from, as JSON.</param>
/// <param name="Holder">Counts the holders: rises when the license goes to another installation, whose predecessor's rights run on.</param>
internal sealed record GrantVersion(ServerLicense License, string Draft, int Holder);
