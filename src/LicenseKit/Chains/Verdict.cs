using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>Whether a file is accepted, and its standing at an instant.</summary>
public sealed class Verdict
{
    internal Verdict(Chain chain, StandingReport standing, DateTimeOffset at)
    {
        Chain = chain;
        Standing = standing;
        At = at;
    }

    internal Verdict(LicenseFault fault, DateTimeOffset at)
    {
        Fault = fault;
        Standing = new(Chains.Standing.None, fault.Link, fault);
        At = at;
    }

    /// <summary>Why the file is refused; null when it is accepted.</summary>
    public LicenseFault? Fault { get; }

    /// <summary>The verified chain; null when the file is refused.</summary>
    public Chain? Chain { get; }

    /// <summary>The last server license of the file; null when it is refused.</summary>
    public ServerLicense? License => Chain?.Leaf;

    /// <summary>The session license of an app's file.</summary>
    public SessionLicense? SessionLicense => Chain?.SessionLicense;

    /// <summary>The standing of an accepted license at <see cref="At"/>, as far as the file alone tells.</summary>
    public StandingReport Standing { get; }

    /// <summary>The instant of the verdict.</summary>
    public DateTimeOffset At { get; }
}
