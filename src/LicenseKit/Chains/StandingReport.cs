using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Chains;

/// <summary>What a license is worth at an instant, and why it is not worth more.</summary>
/// <param name="Standing">The worth.</param>
/// <param name="Link">The id of the license that limits it; null when it is good.</param>
/// <param name="Fault">Why sessions are not served; null when they are.</param>
public sealed record StandingReport(Standing Standing, string? Link, LicenseFault? Fault)
{
    /// <summary>No license is held.</summary>
    public static StandingReport NoneHeld { get; } = new(Standing.None, null,
        new(FaultCode.NoLicenseHeld, "This installation holds no license yet.", "Apply a .lic file from your vendor."));

    private static readonly StandingReport GoodOne = new(Standing.Good, null, null);

    /// <summary>True when sessions are served.</summary>
    public bool Serves => Standing is Standing.Good or Standing.Grace;

    /// <summary>As scripts read it: <c>good</c>, <c>not-yet</c>, <c>bound-elsewhere</c> …</summary>
    public string Text => Standing switch
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

    /// <summary>Judges state, then holder, then time; freshness is judged by whoever knows of contacts.</summary>
    /// <param name="chain">The verified chain.</param>
    /// <param name="holder">The key of the installation; null judges as for the right holder.</param>
    /// <param name="at">The instant.</param>
    public static StandingReport Of(Chain chain, PublicKey? holder, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return Of(chain, holder, UnixTime.Of(at));
    }

    internal static StandingReport Of(Chain chain, PublicKey? holder, long at) =>
        State(chain) ?? Holder(chain.Leaf, holder) ?? Time(chain, at) ?? GoodOne;

    private static StandingReport? State(Chain chain)
    {
        ServerLicense? link = null;
        for (var i = 0; i < chain.Links.Count && link is null; i++)
        {
            link = chain.Links[i].State == LicenseState.Active ? null : chain.Links[i];
        }

        return link?.State switch
        {
            LicenseState.Suspended => No(Standing.Suspended, FaultCode.Suspended, link, $"License '{link.Client}' is suspended.", "Ask its issuer to resume it."),
            LicenseState.Revoked => No(Standing.Revoked, FaultCode.Revoked, link, $"License '{link.Client}' is revoked.", "Ask its issuer for a new license."),
            _ => null,
        };
    }

    private static StandingReport? Holder(ServerLicense leaf, PublicKey? holder) =>
        leaf.Binding is null
            ? No(Standing.NotActivated, FaultCode.NotActivated, leaf, $"License '{leaf.Client}' is not activated.", "Let the server reach its parent, or ask for a license preactivated for this installation's License Code.")
            : holder is not null && !leaf.Binding.Admits(holder)
            ? No(Standing.BoundElsewhere, FaultCode.BoundElsewhere, leaf, $"License '{leaf.Client}' is bound to another installation.", "Ask its issuer to reset the activation, or use the installation that it is bound to.")
            : null;

    private static StandingReport? Time(Chain chain, long at)
    {
        if (at < chain.Rights.ValidFrom)
        {
            var link = chain.Links.MaxBy(l => l.Claims.ValidFrom)!;
            return No(Standing.NotYet, FaultCode.NotYetValid, link,
                $"License '{link.Client}' {(at < link.Claims.NotBefore ? "starts" : "was signed")} at {Shown.Instant(link.Claims.ValidFrom)}; it is {Shown.Instant(at)}.",
                "Wait until then, or check this machine's clock.");
        }

        if (at >= chain.Rights.End)
        {
            var link = chain.Rights.EndsFirst;
            return No(Standing.Expired, FaultCode.Expired, link, $"License '{link.Client}' ended at {Shown.Instant(chain.Rights.End)}; it is {Shown.Instant(at)}.", "Ask its issuer to extend it.");
        }

        return at >= chain.Rights.Expires ? new(Standing.Grace, chain.Links.MinBy(l => l.Claims.Expires)!.Id, null) : null;
    }

    private static StandingReport No(Standing standing, FaultCode code, ServerLicense link, string message, string remedy) =>
        new(standing, link.Id, new(code, message, remedy, link: link.Id));
}
