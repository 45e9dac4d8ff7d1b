using System.Text.Json.Serialization;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Chains;

/// <summary>The standing of a license at an instant, and what lowers it.</summary>
/// <param name="Standing">The standing.</param>
/// <param name="Link">The id of the license that limits it; null when it is good.</param>
/// <param name="Fault">Why sessions are not served; null when they are.</param>
public sealed record StandingReport(Standing Standing, string? Link, LicenseFault? Fault)
{
    /// <summary>No license is held.</summary>
    public static StandingReport NoneHeld { get; } = new(Standing.None, null,
        new(FaultCode.NoLicenseHeld, "This installation holds no license yet.", "Apply a .lic file from your vendor."));

    internal static StandingReport Good { get; } = new(Standing.Good, null, null);

    /// <summary>True when sessions are served.</summary>
    [JsonIgnore]
    public bool Serves => Standing is Standing.Good or Standing.Grace;

    /// <summary>As scripts read it: <c>good</c>, <c>not-yet</c>, <c>bound-elsewhere</c> …</summary>
    [JsonIgnore]
    public string Text => Standing.Text();

    /// <summary>Judges state, then holder, then time; freshness is judged by whoever knows of contacts.</summary>
    /// <param name="chain">The verified chain.</param>
    /// <param name="holder">The key of the installation; null judges as for the right holder.</param>
    /// <param name="at">The instant.</param>
    public static StandingReport Of(Chain chain, PublicKey? holder, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return StandingRules.OfChain(chain, holder, UnixTime.Of(at));
    }
}
