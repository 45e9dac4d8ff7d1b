namespace LicenseKit.Issuing;

/// <summary>A decision of an issuer.</summary>
/// <param name="Ledger">The ledger after it.</param>
/// <param name="Id">The grant that has a new version.</param>
/// <param name="Audit">The audit row that belongs to it; null when the grant is already as it shall be, and nothing changes.</param>
/// <param name="TakesSeats">True when it may take seats that sessions use; what gives no more than before is signed whatever runs.</param>
internal sealed record Issued(Ledger Ledger, string Id, AuditEntry? Audit, bool TakesSeats);
