namespace LicenseKit.Chains;

/// <summary>The written form of a standing.</summary>
public static class StandingText
{
    /// <summary>As in HTTP answers, files and on the command line: <c>good</c>, <c>not-yet</c>, <c>bound-elsewhere</c> …</summary>
    public static string Text(this Standing standing) => standing switch
    {
        Standing.Good => "good",
        Standing.Grace => "grace",
        Standing.NotYet => "not-yet",
        Standing.Expired => "expired",
        Standing.Suspended => "suspended",
        Standing.Revoked => "revoked",
        Standing.Stale => "stale",
        Standing.NotActivated => "not-activated",
        Standing.BoundElsewhere => "bound-elsewhere",
        _ => "none",
    };
}
