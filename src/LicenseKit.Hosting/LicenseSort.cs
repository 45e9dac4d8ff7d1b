namespace LicenseKit.Hosting;

/// <summary>The order of a list of licenses, always upwards; the id decides between equals.</summary>
public enum LicenseSort
{
    /// <summary>By client name, in any case.</summary>
    Client = 0,

    /// <summary>What expires first is first.</summary>
    Expires,

    /// <summary>Whose last ping is oldest is first; before it what never pinged, and session licenses.</summary>
    LastPing,
}
