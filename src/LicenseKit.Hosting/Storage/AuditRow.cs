using LicenseKit.Issuing;

namespace LicenseKit.Hosting.Storage;

/// <summary>A stored row of the audit trail; numbers rise in the order of the commits.</summary>
internal sealed record AuditRow(long Number, AuditEntry Entry);
