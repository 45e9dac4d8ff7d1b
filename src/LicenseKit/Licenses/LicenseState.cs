namespace LicenseKit.Licenses;

/// <summary>The signed state of a server license.</summary>
public enum LicenseState
{
    /// <summary>Final: grants nothing, for ever. The default of whatever stands for permission means no.</summary>
    Revoked = 0,

    /// <summary>Grants nothing until a newer serial says otherwise.</summary>
    Suspended = 1,

    /// <summary>Grants what it says.</summary>
    Active = 2,
}
