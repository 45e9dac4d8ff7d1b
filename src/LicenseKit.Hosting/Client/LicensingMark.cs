using LicenseKit.Chains;

namespace LicenseKit.Hosting.Client;

/// <summary>What tells cheaply that an app's licensing is still what it was when it was looked at.</summary>
/// <param name="Standing">The standing now.</param>
/// <param name="Licenses">The licenses in use: another object when they are others.</param>
/// <param name="Now">Effective now.</param>
internal readonly record struct LicensingMark(StandingReport Standing, Chain? Licenses, long Now)
{
    /// <summary>True when only time has passed.</summary>
    public bool IsLike(LicensingMark other) => ReferenceEquals(Licenses, other.Licenses) && AreAlike(Standing, other.Standing);

    /// <summary>True when a user interface shows the same. Faults are compared by their code: their text has the time in it.</summary>
    public static bool AreAlike(StandingReport standing, StandingReport other) =>
        (standing.Standing, standing.Link, standing.Fault?.Code) == (other.Standing, other.Link, other.Fault?.Code);
}
