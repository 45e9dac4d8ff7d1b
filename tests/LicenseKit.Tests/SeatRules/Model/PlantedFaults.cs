namespace LicenseKit.Tests.SeatRules.Model;

/// <summary>Rules that are left out of a model on purpose, to show that the comparison notices it.</summary>
[Flags]
internal enum PlantedFaults
{
    None = 0,

    /// <summary>Leases are not cut where their sessions lose their place.</summary>
    NoStageCuts = 1,

    /// <summary>Renewals are judged by the newest version of the own license only, and it counts as settled at once.</summary>
    NewestVersionOnly = 2,

    /// <summary>A session that its license's cap leaves out does not count in the pool either.</summary>
    OnePlace = 4,

    /// <summary>Grants need only fit; the leases that are out are not asked.</summary>
    NoIssuingRule = 8,

    /// <summary>Restored deadlines run in effective time.</summary>
    NoRunTime = 16,
}
