namespace LicenseKit.Portal.Web;

/// <summary>A part of an address that is not escaped: a path of the portal itself, never what somebody sent.</summary>
/// <param name="Path">Such as <c>issued</c>.</param>
internal sealed record Raw(string Path)
{
    public override string ToString() => Path;
}
