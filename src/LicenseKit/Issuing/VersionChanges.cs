using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing;

/// <summary>What a version of a license says otherwise than the one before, for the audit trail.</summary>
internal static class VersionChanges
{
    /// <summary>What every version changes.</summary>
    private static readonly HashSet<string> OfEveryVersion = new(["serial", "issuedAt", "parent.serial", "parent.sha256"], StringComparer.Ordinal);

    /// <summary>For example <c>seats.developer: 5 -> 3; expires: 2027-01-01 -> 2027-07-01</c>, at most 1,000 characters; empty when nothing else changed.</summary>
    public static string Describe(ServerLicenseClaims from, ServerLicenseClaims to) =>
        Describe(FieldChange.Between(from, to));

    /// <summary>The same of a session license.</summary>
    public static string Describe(SessionLicenseClaims from, SessionLicenseClaims to) => Describe(FieldChange.Between(from, to));

    private static string Describe(IReadOnlyList<FieldChange> changes) => PlainText.Escaped(string.Join("; ", changes.Where(c => !OfEveryVersion.Contains(c.Field))));
}
