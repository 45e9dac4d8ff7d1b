using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Sessions;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Server;

/// <summary>Everything that a server knows. Child, ledger and lengths are immutable and swapped; sessions are mutable, with undo.</summary>
internal sealed class ServerState
{
    public ChildState Child { get; set; } = new();

    public Ledger Ledger { get; set; } = Ledger.Empty;

    public SessionTable Sessions { get; } = new();

    /// <summary>Lease lengths that were lowered, by session license and for the chain.</summary>
    public LeaseLengths Lengths { get; set; } = LeaseLengths.None;

    /// <summary>The requests with an idempotency key that were carried out.</summary>
    public KeptAnswers Answers { get; set; } = KeptAnswers.None;

    /// <summary>What the host keeps beside the licenses.</summary>
    public HostDocuments Documents { get; set; } = HostDocuments.None;

    public RunInfo Run { get; set; }

    /// <summary>The number of the last session that was started: its age, and the key of its stored row.</summary>
    public long LastNumber { get; set; }

    /// <summary>True for a session license for which seats are kept.</summary>
    public bool IsReserved(string license) => Ledger.IsReserved(license);
}
