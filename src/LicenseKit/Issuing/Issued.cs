namespace LicenseKit.Issuing;

/// <summary>The outcome of a step at the issuer: the ledger after it, the id of the grant that changed, and the audit row that belongs to it.</summary>
internal sealed record Issued(Ledger Ledger, string Id, Audit Audit);
