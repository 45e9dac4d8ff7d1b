using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>What a link may say below its parent, whichever version of the parent the file holds.</summary>
internal static class Delegation
{
    /// <summary>Parent copy older than the recorded one → refused; the same → same content and within; newer → only the depth is demanded.</summary>
    public static LicenseFault? Check(ServerLicenseClaims child, ServerLicense parent)
    {
        var recorded = child.Parent!;
        if (child.Oem >= parent.Oem)
        {
            return TooDeep(child, parent);
        }

        if (parent.Serial < recorded.Serial)
        {
            return new(FaultCode.ParentOlder, $"License '{child.Client}' was issued under serial {recorded.Serial} of '{parent.Client}'; the file holds serial {parent.Serial}.",
                "Get the file again from its issuer, with the newest chain.");
        }

        if (parent.Serial > recorded.Serial)
        {
            return null;
        }

        return parent.ContentHash != recorded.Sha256
            ? new(FaultCode.ParentDiffers, $"License '{child.Client}' was issued under another content of serial {recorded.Serial} of '{parent.Client}'.",
                "Get the file again from its issuer; two contents of one serial are a sign of a copied key.")
            : Within.Check(child, parent);
    }

    public static LicenseFault TooDeep(ServerLicenseClaims child, ServerLicense parent) => new(FaultCode.NotOem,
        $"License '{child.Client}' may issue {child.Oem} levels of servers; below '{parent.Client}', which may issue {parent.Oem}, "
        + (parent.Oem == 0 ? "there may be none at all." : $"at most {parent.Oem - 1} are allowed."),
        parent.Oem == 0 ? $"Ask for an OEM license for '{parent.Client}'." : "Ask its issuer for a license with fewer levels.");
}
