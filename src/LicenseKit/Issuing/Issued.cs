namespace LicenseKit.Issuing;

/// <summary>A decision of an issuer: the ledger after it, the id of the grant that has a new version, and the audit row that belongs to it.</summary>
internal sealed record Issued(Ledger Ledger, string Id, AuditEntry Audit);
