namespace LicenseKit.Sessions;

/// <summary>How an app's session stands.</summary>
public enum SessionStanding
{
    /// <summary>It is over. The default of whatever stands for permission means no.</summary>
    Lost = 0,

    /// <summary>The lease runs, and could not be renewed when it should have been.</summary>
    RenewingLate = 1,

    /// <summary>The seat is held.</summary>
    Held = 2,

    /// <summary>The lease runs to its end and is not renewed any more: the server has refused for good.</summary>
    Ending = 3,
}
