using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing;

/// <summary>What a version of a server license says otherwise than the one before, for the audit trail.</summary>
internal static class VersionChanges
{
    /// <summary>What every version changes.</summary>
    private static readonly HashSet<string> OfEveryVersion = new(["serial", "issuedAt", "parent.serial", "parent.sha256"], StringComparer.Ordinal);

    /// <summary>For example <c>seats.developer: 5 -> 3; expires: 2027-01-01 -> 2027-07-01</c>, at most 1,000 characters; empty when nothing else changed.</summary>
    public static string Describe(ServerLicenseClaims from, ServerLicenseClaims to) =>
        PlainText.Escaped(string.Join("; ", FieldChange.Between(from, to).Where(c => !OfEveryVersion.Contains(c.Field))));
}
