namespace LicenseKit.Chains;

/// <summary>What a license is worth now.</summary>
public enum Standing
{
    /// <summary>No license is held. The default of whatever stands for permission means no.</summary>
    None = 0,

    /// <summary>It grants what it says.</summary>
    Good,

    /// <summary>It has expired, and sessions are still served for a while; nothing new is granted.</summary>
    Grace,

    /// <summary>It does not apply yet.</summary>
    NotYet,

    /// <summary>It has run out.</summary>
    Expired,

    /// <summary>It, or a license above it, is suspended.</summary>
    Suspended,

    /// <summary>It, or a license above it, is revoked.</summary>
    Revoked,

    /// <summary>The parent has been silent for too long.</summary>
    Stale,

    /// <summary>It is not bound to an installation yet.</summary>
    NotActivated,

    /// <summary>It is bound to another installation.</summary>
    BoundElsewhere,
}
