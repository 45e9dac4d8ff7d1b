using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>The answer to "is this file good, and what is it worth then?"</summary>
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

    /// <summary>What an accepted license is worth at <see cref="At"/>, as far as the file alone tells.</summary>
    public StandingReport Standing { get; }

    /// <summary>The instant of which the verdict speaks.</summary>
    public DateTimeOffset At { get; }
}
