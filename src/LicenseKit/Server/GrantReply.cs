using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;

namespace LicenseKit.Server;

/// <summary>A grant after a decision about it.</summary>
/// <param name="Server">The server license; null when it is a session license.</param>
/// <param name="Session">The session license; null when it is a server license.</param>
/// <param name="Standing">What it is worth now.</param>
/// <param name="Use">Seats that sessions of the session license use here.</param>
/// <param name="Now">Effective now.</param>
internal sealed record GrantReply(ServerGrant? Server, SessionGrant? Session, StandingReport Standing, Seats Use, long Now)
{
    public string Id => Server?.Id ?? Session!.Id;
}
