using LicenseKit.Issuing;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Parent;

/// <summary>By what the licenses of one ledger are filtered and ordered, side by side: to walk through the licenses themselves costs ten times as much.</summary>
internal sealed class IssuedRows(Ledger ledger)
{
    private readonly Lazy<Row[]> _servers = new(() => [.. ledger.Servers.Values.Select(Of)]);
    private readonly Lazy<Row[]> _sessions = new(() => [.. ledger.Sessions.Values.Select(Of)]);

    /// <summary>What one license is filtered and ordered by.</summary>
    /// <param name="Id">The license id.</param>
    /// <param name="Client">Whose it is.</param>
    /// <param name="Expires">First instant after its period.</param>
    /// <param name="LastPing">Null for a session license, and before the first one.</param>
    /// <param name="IsRevoked">True when it is ended for good.</param>
    /// <param name="Server">The server license; null for a session license.</param>
    /// <param name="Session">The session license; null for a server license.</param>
    public readonly record struct Row(string Id, string Client, long Expires, long? LastPing, bool IsRevoked, ServerGrant? Server, SessionGrant? Session);

    /// <summary>Whose rows these are: another ledger has others.</summary>
    public Ledger Ledger => ledger;

    public Row[] Servers => _servers.Value;

    public Row[] Sessions => _sessions.Value;

    private static Row Of(ServerGrant grant) => new(grant.Id, grant.Client, grant.Claims.Expires, grant.LastPing, grant.Claims.State == LicenseState.Revoked, grant, null);

    private static Row Of(SessionGrant grant) => new(grant.Id, grant.Client, grant.Claims.Expires, null, grant.Revoked, null, grant);
}
