using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>Whether a session license serves at all, whoever runs.</summary>
internal static class SessionRule
{
    public static bool Serves(ServerModel server, SessionTerms license) =>
        !license.IsRevoked
        && Math.Max(license.Cap.From, license.IssuedAt) <= server.Now
        && server.Now < LeaseEnd.OfLicense(server, license);
}
