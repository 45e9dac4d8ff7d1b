using LicenseKit.Hosting;
using LicenseKit.Portal.Pages.Forms;
using LicenseKit.Portal.Web;

namespace LicenseKit.Portal.Pages;

/// <summary>One version of a license beside another.</summary>
/// <param name="License">The license.</param>
/// <param name="Version">The version that is looked at.</param>
/// <param name="OtherSerial">What it is compared with.</param>
/// <param name="Other">That version; null when there is none with this serial.</param>
internal sealed record VersionModel(IssuedLicense License, LicenseVersion Version, long OtherSerial, LicenseVersion? Other)
{
    public string Path => LicensePaths.Of(License.Type);

    /// <summary>What the other one says, and what this one does; the state is not in the draft.</summary>
    public IReadOnlyList<DraftChange> Changes => Other is not { } other ? []
        : other.State == Version.State ? [.. DraftChanges.Between(other.Draft, Version.Draft)]
        : [new("State", other.State.ToString(), Version.State.ToString()), .. DraftChanges.Between(other.Draft, Version.Draft)];
}
