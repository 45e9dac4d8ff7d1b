using LicenseKit.Signing;

namespace LicenseKit.Issuing;

/// <summary>A ping that was answered: the ledger after it, the pong, and whether the child's file goes with it because its chain is not the newest.</summary>
internal sealed record PongResult(Ledger Ledger, string Id, Document Pong, bool HasBundle)
{
    /// <summary>True when the ping did not follow the last one: it is remembered in memory only.</summary>
    public bool IsStray { get; init; }

    /// <summary>What an operator must see; null when there is nothing.</summary>
    public AuditEntry? Audit { get; init; }
}
