namespace LicenseKit.Issuing;

/// <summary>An activation that was granted: the ledger after it, and the audit row when it is the first.</summary>
internal sealed record Activated(Ledger Ledger, string Id, AuditEntry? Audit);
