namespace LicenseKit.Issuing;

/// <summary>A ping that was answered: the ledger after it, the pong, and the child's file when its chain is not the newest.</summary>
internal sealed record Ponged(Ledger Ledger, string Id, string Pong, byte[]? Bundle, Audit? Audit);
