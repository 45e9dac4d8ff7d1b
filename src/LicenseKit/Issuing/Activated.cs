namespace LicenseKit.Issuing;

/// <summary>An activation that was granted: the ledger after it, and the child's file.</summary>
internal sealed record Activated(Ledger Ledger, string Id, byte[] Bundle, Audit? Audit);
